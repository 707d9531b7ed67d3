package dev.heddle.controller.http;

import dev.heddle.placement.allocation.Allocator;
import dev.heddle.placement.allocation.OutcomeJson;
import java.util.List;

/** Solves what a request holds; nothing is stored, nothing stored is looked at. */
final class SolveRoutes {
    private SolveRoutes() {}

    static List<Route> routes() {
        return List.of(Route.write(
                        "POST",
                        "/v1/solve",
                        "solve",
                        "Shares networks among classes of traffic in the best way; what does not fit is an answer, too.",
                        Route.Body.ALLOCATION,
                        Route.Result.json("Outcome"),
                        call -> Answer.json(OutcomeJson.of(Allocator.solve(Inputs.allocation(call)))))
                .taking("file"));
    }
}
