package dev.heddle.placement.defrag;

import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.defrag.Proposal.Cost;
import dev.heddle.placement.defrag.Proposal.Move;
import dev.heddle.placement.gang.Gang;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Proposes moves. Gangs that are spread or kept apart are left where they are; what is moved goes on keeping its own wishes.
 */
public final class Defragmentation {
    private Defragmentation() {}

    /**
     * Moves that bring gangs into fewer racks: all of a gang's workers of one rack into other racks of its own.
     *
     * @param running all with different names
     * @return each proposal as if those before it were made; the cheapest of a gang first
     */
    public static List<Proposal> gather(Cluster cluster, List<Running> running) {
        Workspace space = new Workspace(cluster);
        List<Proposal> proposals = new ArrayList<>();
        for (Running some : byName(running)) {
            Running now = some;
            Optional<List<Move>> moves = leaveOneRack(space, now);
            while (moves.isPresent()) {
                space.make(moves.get());
                proposals.add(new Proposal(moves.get(), 1, 0, Cost.of(moves.get())));
                now = after(now, moves.get());
                moves = leaveOneRack(space, now);
            }
        }
        return proposals;
    }

    private static List<Running> byName(List<Running> running) {
        return running.stream()
                .filter(Running::movable)
                .sorted(Comparator.comparing(some -> some.gang().name()))
                .toList();
    }

    private static Running after(Running before, List<Move> moves) {
        List<Seat> seats = new ArrayList<>(before.seats());
        moves.forEach(move -> seats.set(move.rank(), move.to()));
        return new Running(before.gang(), seats);
    }

    /** The rack with the fewest of its workers is tried first. */
    private static Optional<List<Move>> leaveOneRack(Workspace space, Running running) {
        Map<Integer, List<Integer>> ranks = new TreeMap<>();
        for (int rank = 0; rank < running.seats().size(); rank++) {
            ranks.computeIfAbsent(space.rack(running.seats().get(rank).host()), rack -> new ArrayList<>())
                    .add(rank);
        }
        if (ranks.size() < 2) {
            return Optional.empty();
        }
        Set<Integer> used = new HashSet<>();
        running.seats().forEach(seat -> used.add(seat.host()));
        return ranks.entrySet().stream()
                .sorted(Comparator.comparingInt(rack -> rack.getValue().size()))
                .flatMap(rack -> space
                        .moved(
                                running,
                                rack.getValue(),
                                false,
                                host -> space.rack(host) != rack.getKey()
                                        && ranks.containsKey(space.rack(host))
                                        && !(running.gang().oneAHost() && used.contains(host)))
                        .stream())
                .findFirst();
    }

    /**
     * The moves that make room in one rack for a gang that waits for that: whole gangs from that rack, each into one other rack;
     * of the racks where that works, the one with the lowest cost.
     *
     * @return empty if the gang fits into one rack as it is, no such moves make it fit, or it is to be spread or kept apart
     */
    public static Optional<Proposal> clear(Cluster cluster, List<Running> running, Gang waiting) {
        Workspace space = new Workspace(cluster);
        boolean apart =
                waiting.wish().spread().isPresent() || waiting.wish().apart().isPresent();
        if (apart || IntStream.range(0, space.racks()).anyMatch(rack -> space.fits(waiting, rack))) {
            return Optional.empty();
        }
        List<Running> movable = byName(running);
        Comparator<Proposal> cheapest = Comparator.<Proposal>comparingInt(
                        some -> some.cost().workers())
                .thenComparingInt(some -> some.cost().gpus())
                .thenComparingLong(some -> some.cost().memory());
        return IntStream.range(0, space.racks())
                .mapToObj(rack -> clear(space, rack, movable, waiting))
                .flatMap(Optional::stream)
                .min(cheapest);
    }

    private static Optional<Proposal> clear(Workspace space, int rack, List<Running> movable, Gang waiting) {
        List<Running> here = movable.stream()
                .filter(some -> space.racks(some.seats()).equals(Set.of(rack)))
                .sorted(Comparator.comparingInt(some -> some.seats().size()))
                .toList();
        List<List<Move>> made = new ArrayList<>();
        boolean fits = false;
        for (Running some : here) {
            List<Integer> ranks =
                    IntStream.range(0, some.seats().size()).boxed().toList();
            Optional<List<Move>> moves = space.moved(some, ranks, true, host -> space.rack(host) != rack);
            if (moves.isPresent()) {
                space.make(moves.get());
                made.add(moves.get());
                fits = space.fits(waiting, rack);
            }
            if (fits) {
                break;
            }
        }
        List<List<Move>> needed = fits ? withoutNeedless(space, rack, made, waiting) : made;
        needed.reversed().forEach(space::undo);
        List<Move> moves = needed.stream().flatMap(List::stream).toList();
        return fits ? Optional.of(new Proposal(moves, 0, waiting.size(), Cost.of(moves))) : Optional.empty();
    }

    /** The largest are taken back first, as long as there is room without. */
    private static List<List<Move>> withoutNeedless(Workspace space, int rack, List<List<Move>> made, Gang waiting) {
        List<List<Move>> needed = new ArrayList<>(made);
        for (List<Move> moves : made.reversed()) {
            space.undo(moves);
            if (space.fits(waiting, rack)) {
                needed.remove(moves);
            } else {
                space.make(moves);
            }
        }
        return needed;
    }
}
