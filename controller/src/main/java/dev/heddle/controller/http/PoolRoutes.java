package dev.heddle.controller.http;

import dev.heddle.controller.state.StateMachine;
import java.util.List;

/** What there is, what is taken and who may take how much. */
record PoolRoutes(StateMachine state) {
    List<Route> routes() {
        return List.of(Route.get(
                "/v1/pool",
                "getPool",
                "What all hosts have together, what of it is reserved, leased and free, by domain and tenant.",
                Route.Result.json("Pool"),
                call -> Answer.json(PoolJson.of(state.snapshot().pool()))));
    }
}
