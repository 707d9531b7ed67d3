package dev.heddle.lab.workload;

import dev.heddle.lab.Conditions;
import dev.heddle.lab.os.Api;
import dev.heddle.lab.os.Await;
import dev.heddle.lab.os.LabException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Moves running workloads to other hosts, make before break: a second interface is plugged there, and only once the
 * controller has bound the port to it (or time is up) does it take the place of the workload's device.
 */
final class Mover {
    private static final Duration BOUND = Duration.ofSeconds(3);

    private final WorkloadNetwork network;
    private final Api api;
    private final Map<String, Bridge> bridges;

    Mover(WorkloadNetwork network, Api api, Map<String, Bridge> bridges) {
        this.network = network;
        this.api = api;
        this.bridges = bridges;
    }

    /** Moves them together; those that could not be moved throw nothing and stay where they were. */
    List<Workload> move(List<Plan.Change> moves) {
        List<Plan.Change> parked = moves.stream().filter(this::park).toList();
        boolean _ = Await.quietly(BOUND, () -> allBound(parked));
        return parked.stream().filter(this::swap).map(Plan.Change::to).toList();
    }

    private boolean park(Plan.Change move) {
        Bridge target = bridges.get(move.to().host());
        return target != null
                && WorkloadNetwork.tried(move.to(), () -> {
                    network.park(move.to());
                    boolean _ = target.plugAlso(move.to());
                });
    }

    private boolean swap(Plan.Change move) {
        return WorkloadNetwork.tried(move.to(), () -> network.swap(move));
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
                && Conditions.holds(port, "Realised");
    }
}
