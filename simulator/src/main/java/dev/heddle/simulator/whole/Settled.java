package dev.heddle.simulator.whole;

import dev.heddle.compiler.Compiler;
import dev.heddle.compiler.Pipeline;
import dev.heddle.controller.state.HostStatus;
import dev.heddle.controller.state.HostStatuses;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.PortResolver;
import dev.heddle.flow.Program;
import dev.heddle.flow.text.FlowText;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.SliceState;
import dev.heddle.model.state.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether everything is as it shall be once no fault is left: what the controller says, where ports are bound, what every switch
 * holds, and what arrives where. Each gives what is wrong in words.
 */
final class Settled {
    private final Snapshot snapshot;
    private final Map<String, SwitchView> switches;

    /** @param switches of all hosts, by name */
    Settled(Snapshot snapshot, Map<String, SwitchView> switches) {
        this.snapshot = snapshot;
        this.switches = switches;
    }

    /**
     * Every declared host is realised at the newest revision.
     *
     * @param errors whether it may say that its switch refused something
     */
    Optional<String> statuses(HostStatuses statuses, boolean errors) {
        for (String host : snapshot.hosts().keySet()) {
            HostStatus status = statuses.get(host);
            if (status == null
                    || status.phase() != HostStatus.Phase.REALISED
                    || status.realised() != snapshot.revision()
                    || !(errors || status.objectErrors().isEmpty())) {
                return Optional.of("revision %d, but %s".formatted(snapshot.revision(), status));
            }
        }
        return Optional.empty();
    }

    /** Every port is bound where it has an interface, and only there. */
    Optional<String> bindings() {
        for (SliceState slice : snapshot.slices().values()) {
            for (PortState port : slice.ports().values()) {
                Set<String> plugged = new TreeSet<>();
                for (String host : snapshot.hosts().keySet()) {
                    SwitchView view = switches.get(host);
                    if (view != null && view.numberOf(port) != null) {
                        plugged.add(host);
                    }
                }
                String bound = port.binding().map(PortState.Binding::host).orElse("");
                Set<String> right = right(port, plugged);
                if (!right.contains(bound) || !port.standby().isEmpty()) {
                    return Optional.of("%s is bound to '%s' (and on %s), has interfaces on %s, shall be on %s"
                            .formatted(port.resource().key(), bound, port.standby(), plugged, right));
                }
            }
        }
        return Optional.empty();
    }

    /** A port that shall be elsewhere stays where it is until it has an interface there. */
    private static Set<String> right(PortState port, Set<String> plugged) {
        Optional<String> wanted = port.spec().host();
        if (wanted.isPresent() && plugged.contains(wanted.get())) {
            return Set.of(wanted.get());
        }
        Set<String> out = new TreeSet<>(plugged);
        if (plugged.isEmpty() || wanted.isPresent()) {
            out.add("");
        }
        return out;
    }

    /**
     * Every declared host's switch holds its program, compiled anew, and beside it what others put there; nothing else.
     *
     * @param of the hosts to look at
     */
    Optional<String> programs(Collection<SimulatedHost> of) {
        Map<String, Program> cold = new Compiler().compile(snapshot);
        for (SimulatedHost host : of) {
            Program program = cold.get(host.name());
            SwitchView view = switches.get(host.name());
            if (program != null && view != null) {
                Map<Flow.Key, Flow> wanted = new HashMap<>();
                host.foreign().forEach(f -> wanted.put(f.key(), f));
                PortResolver numbers = ref -> number(view, ref);
                for (Flow flow : program.flows()) {
                    Flow resolved = flow.resolve(numbers);
                    if (resolved != null) {
                        wanted.put(resolved.key(), resolved);
                    }
                }
                Optional<String> wrong = differences(view, new HashSet<>(wanted.values()), host.substitutes(), program);
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
        }
        return Optional.empty();
    }

    private static PortRef.@Nullable Numbered number(SwitchView view, PortRef ref) {
        return switch (ref) {
            case PortRef.Iface iface -> numbered(view.numberOf(iface.ifaceId(), iface.otherId()));
            case PortRef.Named named
            when named.equals(Pipeline.TUNNEL_PORT) && view.tunnel().isPresent() ->
                numbered(view.tunnel().getAsInt());
            case PortRef.Named _ -> null;
            case PortRef.Numbered numbered -> numbered;
        };
    }

    private static PortRef.@Nullable Numbered numbered(@Nullable Integer number) {
        return number == null ? null : new PortRef.Numbered(number);
    }

    /** @param may be there beside those that shall */
    private static Optional<String> differences(SwitchView view, Set<Flow> wanted, Set<Flow> may, Program program) {
        Set<Flow> held = new HashSet<>(view.flows());
        held.removeIf(f -> may.contains(f) && !wanted.contains(f));
        Set<Group> groups = new HashSet<>(view.groups());
        Set<Group> wantedGroups = new HashSet<>(program.groups());
        if (held.equals(wanted) && groups.equals(wantedGroups)) {
            return Optional.empty();
        }
        List<String> out = new ArrayList<>();
        held.stream().filter(f -> !wanted.contains(f)).forEach(f -> out.add("surplus " + FlowText.flow(f)));
        wanted.stream().filter(f -> !held.contains(f)).forEach(f -> out.add("lacking " + FlowText.flow(f)));
        groups.stream().filter(g -> !wantedGroups.contains(g)).forEach(g -> out.add("surplus " + g));
        wantedGroups.stream().filter(g -> !groups.contains(g)).forEach(g -> out.add("lacking " + g));
        return Optional.of(view.host() + " does not hold its program: "
                + out.stream().sorted().limit(6).collect(Collectors.joining("; ")));
    }

    /** From every port that is bound, packets arrive at the port that they are for, and nowhere else. */
    Optional<String> arrivals() {
        Delivery delivery = new Delivery(snapshot, switches);
        for (SliceState slice : snapshot.slices().values()) {
            List<PortState> bound = slice.ports().values().stream()
                    .filter(p -> p.binding().isPresent())
                    .toList();
            for (PortState from : bound) {
                String host = from.binding().get().host();
                for (PortState to : bound) {
                    List<Delivery.Arrival> at = from.equals(to) ? List.of() : delivery.unicast(from, host, to);
                    if (!from.equals(to) && (at.size() != 1 || !at.getFirst().isAt(to))) {
                        return Optional.of("a packet from %s to %s arrives at %s"
                                .formatted(from.resource().key(), to.resource().key(), at));
                    }
                }
                Optional<String> wrong = broadcast(from, bound, delivery.broadcast(from, host));
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> broadcast(PortState from, List<PortState> bound, List<Delivery.Arrival> at) {
        boolean all = bound.stream()
                .filter(to -> !to.equals(from))
                .allMatch(to -> at.stream().filter(a -> a.isAt(to)).count() == 1);
        return all && at.size() == bound.size() - 1
                ? Optional.empty()
                : Optional.of("a broadcast of %s arrives at %s"
                        .formatted(from.resource().key(), at));
    }
}
