package dev.heddle.lab.workload;

import dev.heddle.lab.Conditions;
import dev.heddle.lab.os.Api;
import dev.heddle.lab.os.Await;
import dev.heddle.lab.os.LabException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Moves running workloads to other hosts as a live migration does, make before break: a second interface is plugged
 * there, and only once the controller has bound the port to it does the workload send through it. What comes from either
 * is received all the time. The old interface is unplugged last.
 */
final class Mover {
    /** The controller ends each of the two phases until then after 5 s at the latest. */
    private static final Duration BOUND = Duration.ofSeconds(12);

    private final WorkloadNetwork network;
    private final Api api;
    private final Function<String, Bridge> bridges;

    Mover(WorkloadNetwork network, Api api, Function<String, Bridge> bridges) {
        this.network = network;
        this.api = api;
        this.bridges = bridges;
    }

    /**
     * Moves them together; gives those that worked out.
     *
     * @param peers the hosts with workloads, which may still send to the old interfaces
     * @throws LabException ({@code UNREACHABLE}) if the controller went away: all stay where they are
     */
    List<Plan.Change> move(List<Plan.Change> moves, Collection<String> peers) {
        List<Plan.Change> wired = wire(moves);
        PerHost.group(wired, Plan.Change::to)
                .forEach((host, group) -> bridges.apply(host)
                        .plugAlso(group.stream().map(Plan.Change::to).toList()));
        if (!Await.quietly(BOUND, () -> decided(wired)) && !api.ready()) {
            throw new LabException(LabException.Reason.UNREACHABLE, "no controller to move workloads with");
        }
        List<Plan.Change> moved = network.switchOver(wired);
        PerHost.atOnce(peers, host -> bridges.apply(host).revalidate());
        return moved;
    }

    /** Makes links on the new hosts, one change of a link at a time: see docs/datapaths.md. */
    private List<Plan.Change> wire(List<Plan.Change> moves) {
        List<Plan.Change> reached = network.reach(moves);
        settle(reached);
        List<Plan.Change> raised = network.raise(reached);
        settle(raised);
        return raised;
    }

    private void settle(List<Plan.Change> moves) {
        PerHost.atOnce(
                hosts(moves, Plan.Change::to), host -> bridges.apply(host).settle());
    }

    /** Removes the old links, once they are unplugged. */
    void leave(List<Plan.Change> moved) {
        List<Workload> old = moved.stream().map(Plan.Change::from).toList();
        network.lower(old);
        PerHost.atOnce(
                hosts(moved, Plan.Change::from), host -> bridges.apply(host).revalidate());
        network.unwire(old);
    }

    private static Set<String> hosts(List<Plan.Change> moves, Function<Plan.Change, Workload> end) {
        return moves.stream().map(move -> end.apply(move).host()).collect(Collectors.toSet());
    }

    /** Whether each port is bound to its new host, or that host is not connected, so that nobody will bind it. */
    private boolean decided(List<Plan.Change> moves) {
        try {
            Set<String> connected = api.list("hosts").stream()
                    .filter(host -> Conditions.holds(host, "Connected"))
                    .map(host -> host.path("metadata").path("name").asString(""))
                    .collect(Collectors.toSet());
            List<JsonNode> ports = api.list("ports");
            return moves.stream()
                    .map(Plan.Change::to)
                    .allMatch(to ->
                            !connected.contains(to.host()) || ports.stream().anyMatch(port -> bound(port, to)));
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
