package dev.heddle.model.decide;

import dev.heddle.model.ObjectKey;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.Move;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.Record;
import dev.heddle.model.state.SliceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides where ports are bound, from the interfaces that hosts report.
 *
 * <p>A port binds on a host that has its interface and that fits: {@code spec.host}, uplink and mtu. Of two claims the
 * older stays until its interface goes. A host that is not known (away, or not back since the controller started) keeps its
 * bindings. When {@code spec.host} names another host while the old interface is still there, the port stays until the
 * other one has the interface too, and then moves in phases: see {@link Move.Phase}.
 */
public final class Binding {
    /** A phase of a move ends after that at the latest, acknowledged or not, and whether the old interface is gone or not. */
    public static final Duration PHASE = Duration.ofSeconds(5);

    private static final Comparator<PortState> BY_KEY =
            Comparator.comparing(port -> port.resource().key());

    private Binding() {}

    /**
     * What is to be done now.
     *
     * @param deadline when to decide again for the ports in {@link Image#moves()}, should nothing else happen
     */
    public record Step(List<Record> records, Optional<Instant> deadline) {
        public Step {
            records = List.copyOf(records);
        }
    }

    /**
     * Decides for the given ports.
     *
     * @param acknowledged what the hosts hold
     * @param ports to look at; keys of no port are passed over
     */
    public static Step decide(
            Image image, Claims claims, Acknowledged acknowledged, Instant now, Collection<ObjectKey> ports) {
        List<Record> records = new ArrayList<>();
        SortedMap<PortState, List<PortState.Binding>> places = new TreeMap<>(BY_KEY);
        for (ObjectKey key : new TreeSet<>(ports)) {
            PortState port = image.port(key);
            Record record = port == null ? null : next(image, claims, acknowledged, now, port);
            if (record != null) {
                records.add(record);
            }
            if (port != null) {
                places.put(port, places(image, port, record));
            }
        }
        records.addAll(leases(image, places));
        Optional<Instant> deadline = image.moves().values().stream()
                .map(m -> m.since().plus(PHASE))
                .filter(d -> d.isAfter(now))
                .min(Instant::compareTo);
        boolean begins =
                records.stream().anyMatch(r -> r instanceof Record.PortMoving || r instanceof Record.PortMoved);
        return new Step(records, begins && deadline.isEmpty() ? Optional.of(now.plus(PHASE)) : deadline);
    }

    /** Where the port leases once the record is replayed. */
    private static List<PortState.Binding> places(Image image, PortState port, @Nullable Record record) {
        List<PortState.Binding> bound = port.binding().stream().toList();
        return switch (record) {
            case Record.PortBound r -> List.of(r.binding());
            case Record.PortMoving r -> List.of(bound.getFirst(), r.target());
            case Record.PortMoved r ->
                List.of(Image.present(image.moves().get(r.port()), r).target());
            case Record.PortSettled _ -> bound;
            case Record.PortUnbound _ -> List.of();
            case null, default -> Leasing.places(image, port);
        };
    }

    /** What the ports give back and take there; where anything was given back, ports that waited for it take it. */
    private static List<Record> leases(Image image, SortedMap<PortState, List<PortState.Binding>> places) {
        Leasing leasing = new Leasing(image);
        places.forEach((port, at) -> leasing.leave(port.resource().key(), port.spec(), at));
        if (leasing.gave()) {
            for (ObjectKey waiting : image.unserved()) {
                PortState port = Image.present(image.port(waiting), waiting);
                places.computeIfAbsent(port, p -> Leasing.places(image, p));
            }
        }
        places.forEach((port, at) -> leasing.occupy(port.resource().key(), port.spec(), at));
        return leasing.records();
    }

    /** The ports to look at after a host's report: those it has or had an interface of, and those plugged into it. */
    public static Set<ObjectKey> touchedBy(Image image, Claims before, Claims after, String host) {
        Set<ObjectKey> touched = new TreeSet<>(image.pluggedInto(host));
        for (Claims claims : List.of(before, after)) {
            addInterfaces(image, claims, host, touched);
        }
        return touched;
    }

    /** The ports to look at after these records were replayed onto the image. */
    public static Set<ObjectKey> touchedBy(Image image, Claims claims, List<Record> records) {
        Set<ObjectKey> touched = new TreeSet<>();
        if (records.stream().anyMatch(Binding::mayMakeRoom)) {
            touched.addAll(image.unserved());
        }
        for (Record record : records) {
            switch (record) {
                case Record.PortPut r -> touched.add(r.resource().key());
                case Record.SlicePut r -> {
                    SliceState slice = image.slices().get(r.resource().key());
                    if (slice != null) {
                        slice.ports()
                                .values()
                                .forEach(p -> touched.add(p.resource().key()));
                    }
                }
                case Record.HostPut r ->
                    addHost(image, claims, r.resource().key().name(), touched);
                case Record.HostObserved r -> addHost(image, claims, r.host(), touched);
                case Record.Put _,
                        Record.Deleted _,
                        Record.IdReleased _,
                        Record.IdFreed _,
                        Record.PortBound _,
                        Record.PortMoving _,
                        Record.PortMoved _,
                        Record.PortSettled _,
                        Record.PortUnbound _,
                        Record.LeaseTaken _,
                        Record.LeaseGivenBack _ -> {}
            }
        }
        return touched;
    }

    /** Why the port is not bound, and which claims to it are not followed; empty if there is nothing to say. */
    public static List<String> explain(Image image, Claims claims, PortState port) {
        Optional<String> bound = port.binding().map(PortState.Binding::host);
        List<String> out = new ArrayList<>();
        for (String host : claims.of(port)) {
            if (Fit.of(image, port, host) instanceof Fit.Bad(String reason)) {
                out.add(reason);
            } else if (bound.isPresent() && !bound.get().equals(host)) {
                out.add("claimed also on " + host);
            }
        }
        out.addAll(Leasing.missing(image, port));
        if (out.isEmpty() && bound.isEmpty()) {
            out.add(port.spec().host().map(h -> "not plugged into " + h).orElse("not plugged into any host"));
        }
        return out;
    }

    /** For bandwidth that ports wait for. */
    private static boolean mayMakeRoom(Record record) {
        return switch (record) {
            case Record.Put _,
                    Record.HostPut _,
                    Record.HostObserved _,
                    Record.SlicePut _,
                    Record.Deleted _,
                    Record.LeaseTaken _,
                    Record.LeaseGivenBack _ -> true;
            case Record.PortPut _,
                    Record.IdReleased _,
                    Record.IdFreed _,
                    Record.PortBound _,
                    Record.PortMoving _,
                    Record.PortMoved _,
                    Record.PortSettled _,
                    Record.PortUnbound _ -> false;
        };
    }

    private static void addHost(Image image, Claims claims, String host, Set<ObjectKey> touched) {
        touched.addAll(image.pluggedInto(host));
        addInterfaces(image, claims, host, touched);
    }

    private static void addInterfaces(Image image, Claims claims, String host, Set<ObjectKey> touched) {
        for (String ifaceId : claims.interfaces(host).keySet()) {
            PortState port = image.portByIfaceId(ifaceId);
            if (port != null) {
                touched.add(port.resource().key());
            }
        }
    }

    private static @Nullable Record next(
            Image image, Claims claims, Acknowledged acknowledged, Instant now, PortState port) {
        ObjectKey key = port.resource().key();
        Set<String> plugged = claims.of(port);
        PortState.Binding candidate = candidate(image, port, plugged);
        PortState.Binding bound = port.binding().orElse(null);
        if (bound == null) {
            return candidate == null ? null : new Record.PortBound(key, candidate);
        }
        boolean gone = claims.knows(bound.host()) && !plugged.contains(bound.host());
        if (gone) {
            return candidate == null ? new Record.PortUnbound(key) : new Record.PortBound(key, candidate);
        }
        Move move = image.moves().get(key);
        boolean elsewhere =
                port.spec().host().isPresent() && !port.spec().host().get().equals(bound.host());
        if (elsewhere) {
            return leaving(key, candidate, move, acknowledged, now);
        }
        return switch (Fit.of(image, port, bound.host())) {
            case Fit.Bad _ -> new Record.PortUnbound(key);
            case Fit.Good(PortState.Binding fit) when !fit.equals(bound) -> new Record.PortBound(key, fit);
            case Fit.Good _ -> move == null ? null : staying(port, move, claims, now);
        };
    }

    /** The port shall go to another host, its old interface is still there or not known to be gone. */
    private static @Nullable Record leaving(
            ObjectKey key,
            PortState.@Nullable Binding candidate,
            @Nullable Move move,
            Acknowledged acknowledged,
            Instant now) {
        if (candidate == null) {
            return move == null ? null : new Record.PortSettled(key);
        }
        if (move == null || move.phase() == Move.Phase.NEW || !move.target().equals(candidate)) {
            return new Record.PortMoving(key, candidate);
        }
        return over(move, acknowledged, now) ? new Record.PortMoved(key) : null;
    }

    /**
     * The port is where it shall be, but still in a move: it has arrived, or the move was called off. That the old interface
     * sends no more is known only when it is gone: until then its flows stay, for a phase at most.
     */
    private static @Nullable Record staying(PortState port, Move move, Claims claims, Instant now) {
        Set<String> plugged = claims.of(port);
        boolean oldGone = port.standby().stream().allMatch(h -> claims.knows(h) && !plugged.contains(h));
        boolean settled = move.phase() == Move.Phase.BOTH || oldGone || late(move, now);
        return settled ? new Record.PortSettled(port.resource().key()) : null;
    }

    private static boolean over(Move move, Acknowledged acknowledged, Instant now) {
        return late(move, now) || acknowledged.byConnected(move.revision());
    }

    /** A clock that was set back by more than a phase says as much as one that went on for one. */
    private static boolean late(Move move, Instant now) {
        return Duration.between(move.since(), now).abs().compareTo(PHASE) >= 0;
    }

    private static PortState.@Nullable Binding candidate(Image image, PortState port, Set<String> plugged) {
        for (String host : plugged) {
            if (Fit.of(image, port, host) instanceof Fit.Good(PortState.Binding binding)) {
                return binding;
            }
        }
        return null;
    }
}
