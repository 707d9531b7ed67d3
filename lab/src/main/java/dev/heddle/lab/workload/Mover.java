package dev.heddle.lab.workload;

import dev.heddle.lab.Conditions;
import dev.heddle.lab.os.Api;
import dev.heddle.lab.os.Await;
import dev.heddle.lab.os.LabException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Moves running workloads to other hosts, make before break: a second interface is plugged there, and only once the
 * controller has bound the port to it (or time is up) does it take the place of the workload's device.
 */
final class Mover {
    private static final Duration BOUND = Duration.ofSeconds(3);

    private final WorkloadNetwork network;
    private final Api api;
    private final Function<String, Bridge> bridges;

    Mover(WorkloadNetwork network, Api api, Function<String, Bridge> bridges) {
        this.network = network;
        this.api = api;
        this.bridges = bridges;
    }

    /** Moves them together; gives those that worked out. */
    List<Plan.Change> move(List<Plan.Change> moves) {
        List<Plan.Change> parked = network.park(moves);
        PerHost.group(parked, Plan.Change::to)
                .forEach((host, group) -> bridges.apply(host)
                        .plugAlso(group.stream().map(Plan.Change::to).toList()));
        boolean _ = Await.quietly(BOUND, () -> allBound(parked));
        return network.swap(parked);
    }

    private boolean allBound(List<Plan.Change> moves) {
        try {
            List<JsonNode> ports = api.list("ports");
            return moves.stream().allMatch(move -> ports.stream().anyMatch(port -> bound(port, move.to())));
        } catch (LabException noController) {
            return false;
        }
    }

    private static boolean bound(JsonNode port, Workload to) {
        return port.path("metadata").path("uid").asString("").equals(to.uid())
                && port.path("status").path("host").asString("").equals(to.host())
                && Conditions.realised(port);
    }
}
