package dev.heddle.simulator.whole;

import dev.heddle.flow.Flow;
import dev.heddle.flow.text.FlowText;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.SliceState;
import dev.heddle.model.state.Snapshot;
import dev.heddle.simulator.whole.Broken.Invariant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every switch that changed: whether packets cross between slices, whether what others put there, and into the host's
 * database, is still there, and whether packets still arrive that arrived before, as long as nothing happened to the ports and
 * hosts concerned.
 */
final class Watch {
    /** How long nothing may have happened to two ports before it counts that packets between them arrive. */
    private static final long CALM_NANOS = 3_000_000_000L;

    private record Seen(long ofSwitch, long ofMembership) {}

    private record Way(UUID from, String host, UUID to) {}

    private final Timeline time;
    private final Crossing crossing = new Crossing();
    private final Map<String, Seen> seen = new HashMap<>();
    private final Map<String, SwitchView> views = new TreeMap<>();
    private final Set<String> halves = new HashSet<>();

    /** Hosts whose switches were right since they were declared. Before, nothing is bound to them, and they are nobody's peers. */
    private final Set<String> taken = new HashSet<>();

    /** When somebody last changed a switch, for as long as the controller may not have read it since. */
    private final Map<String, Long> hands = new HashMap<>();

    private final Map<String, Long> troubled = new HashMap<>();
    private Set<Way> arriving = new HashSet<>();
    private @Nullable Snapshot looked;
    private long unhealthyUntil;

    Watch(Timeline time) {
        this.time = time;
    }

    /** Something happened to a host or, by {@code TENANT/NAME}, to a port: what arrived there need not any more. */
    void trouble(String hostOrPort) {
        troubled.put(hostOrPort, time.nanoTime());
    }

    /** Hosts and controller may not reach each other, or keep time together, for so long. */
    void unhealthy(long nanos) {
        unhealthyUntil = Math.max(unhealthyUntil, time.nanoTime() + nanos);
    }

    /** The host is declared, and its switch is right. */
    void taken(String host) {
        if (taken.add(host)) {
            seen.remove(host);
        }
    }

    /** The host is not declared: what its switch holds may be under numbers that are others' when it is declared again. */
    void gone(String host) {
        taken.remove(host);
    }

    void look(Snapshot snapshot, List<SimulatedHost> hosts, Membership membership, List<PortState> ports) {
        if (isPast(unhealthyUntil)) {
            hands.values().removeIf(this::isPast);
        }
        boolean changed = false;
        for (SimulatedHost host : hosts) {
            foreignRows(host);
            Seen now = new Seen(host.version(), membership.version());
            if (now.equals(seen.put(host.name(), now))) {
                continue;
            }
            changed = true;
            SwitchView view = host.view(peers(snapshot));
            views.put(host.name(), view);
            boolean declared = snapshot.hosts().containsKey(host.name());
            if (taken.contains(host.name())) {
                crossing.check(view, membership.contract(view.tunnel(), view.ports()), ports);
            }
            if (declared) {
                foreign(view, host);
            }
            whole(view, host, declared);
        }
        if (changed || !same(looked, snapshot)) {
            looked = snapshot;
            arrivals(snapshot);
        }
    }

    /** Addresses from which packets may come out of the tunnels. */
    static List<Long> peers(Snapshot snapshot) {
        return snapshot.hosts().values().stream()
                .flatMap(h -> h.spec().uplinks().stream())
                .map(u -> u.address().lo())
                .toList();
    }

    /**
     * The controller changes a switch from one whole program to another, never to something between. What somebody changed
     * between its reading and its repair, it knows only from the next reading: until then the program may be less than whole. A
     * host that is not declared is not the controller's, but what it holds may still be there once it is.
     */
    private void whole(SwitchView view, SimulatedHost host, boolean declared) {
        if (host.changedByHand()) {
            hands.put(view.host(), time.nanoTime());
        }
        Optional<String> half = view.half();
        boolean was = !halves.contains(view.host());
        if (half.isPresent() && was && declared && !hands.containsKey(view.host())) {
            throw new Broken(Invariant.WHOLE, view.host() + ": " + half.get());
        }
        if (half.isPresent()) {
            halves.add(view.host());
        } else {
            halves.remove(view.host());
        }
    }

    private static void foreignRows(SimulatedHost host) {
        host.spoiltRow().ifPresent(words -> {
            throw new Broken(Invariant.FOREIGN, host.name() + ": " + words);
        });
    }

    private static void foreign(SwitchView view, SimulatedHost host) {
        Set<Flow> held = new HashSet<>(view.flows());
        for (Flow flow : host.foreign()) {
            if (!held.contains(flow)) {
                throw new Broken(
                        Invariant.FOREIGN, host.name() + ": somebody else's flow is gone: " + FlowText.flow(flow));
            }
        }
    }

    private void arrivals(Snapshot snapshot) {
        Delivery delivery = new Delivery(snapshot, views);
        boolean healthy = isPast(unhealthyUntil);
        Set<Way> still = new HashSet<>();
        for (SliceState slice : snapshot.slices().values()) {
            List<PortState> calm = slice.ports().values().stream()
                    .filter(p -> calm(p, healthy))
                    .toList();
            for (PortState from : calm) {
                for (String host : places(from)) {
                    if (delivery.isPlugged(from, host)) {
                        arrivals(delivery, from, host, calm, healthy, still);
                    }
                }
            }
        }
        arriving = still;
    }

    private void arrivals(
            Delivery delivery, PortState from, String host, List<PortState> to, boolean healthy, Set<Way> still) {
        List<Delivery.Arrival> all = delivery.broadcast(from, host);
        for (PortState other : to) {
            Way way = new Way(from.resource().uid(), host, other.resource().uid());
            boolean expected = arriving.contains(way);
            if (other.equals(from) || !(expected || healthy)) {
                continue;
            }
            List<Delivery.Arrival> at = delivery.unicast(from, host, other);
            if (isAmong(other, at) && isAmong(other, all)) {
                still.add(way);
            } else if (expected) {
                throw new Broken(
                        Invariant.DELIVERY,
                        "packets of %s on %s arrived at %s; nothing happened to either, and now they arrive at %s, broadcasts at %s"
                                .formatted(
                                        from.resource().key(),
                                        host,
                                        other.resource().key(),
                                        at,
                                        all));
            }
        }
    }

    private static boolean isAmong(PortState to, List<Delivery.Arrival> arrivals) {
        return arrivals.stream().anyMatch(a -> a.isAt(to));
    }

    /** Hosts that carry what the port sends. */
    private static Set<String> places(PortState port) {
        Set<String> out = new TreeSet<>(port.standby());
        port.binding().ifPresent(b -> out.add(b.host()));
        return out;
    }

    /** A move is without loss as long as every host acknowledges in time. */
    private boolean calm(PortState port, boolean healthy) {
        String path = port.resource().key().path();
        if (!port.standby().isEmpty() && !healthy) {
            trouble(path);
        }
        return port.binding().isPresent()
                && isPast(troubled.get(path))
                && places(port).stream().allMatch(host -> isPast(troubled.get(host)));
    }

    private boolean isPast(@Nullable Long at) {
        return at == null || time.nanoTime() - at >= CALM_NANOS;
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean same(@Nullable Object a, Object b) {
        return a == b;
    }
}
