package dev.heddle.placement.defrag;

import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.defrag.Proposal.Move;
import dev.heddle.placement.gang.Budget;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Gang.Wish;
import dev.heddle.placement.gang.Need;
import dev.heddle.placement.gang.Outcome;
import dev.heddle.placement.gang.Placer;
import dev.heddle.placement.gang.Workers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/** A copy of a cluster in which moves are tried. The rack is its innermost level. */
final class Workspace {
    private final Cluster cluster;
    private final Domains domains;
    private final Placer placer;

    Workspace(Cluster cluster) {
        this.cluster = cluster.copy();
        this.domains = cluster.domains();
        this.placer = new Placer(this.cluster);
    }

    int racks() {
        return domains.domains(domains.levels() - 1);
    }

    int rack(int host) {
        return domains.domainOf(domains.levels() - 1, host);
    }

    Set<Integer> racks(List<Seat> seats) {
        Set<Integer> racks = new HashSet<>();
        seats.forEach(seat -> racks.add(rack(seat.host())));
        return racks;
    }

    /** New seats for some ranks of a gang on hosts of which {@code allowed} says so, in what is free; empty if there are none. */
    Optional<List<Move>> moved(Running running, List<Integer> ranks, boolean oneRack, IntPredicate allowed) {
        Map<Need, Integer> counts = new LinkedHashMap<>();
        ranks.forEach(rank -> counts.merge(running.need(rank), 1, Integer::sum));
        List<Workers> workers = new ArrayList<>();
        counts.forEach((need, count) -> workers.add(new Workers(count, need)));
        Gang gang = running.gang();
        return seats(new Gang(gang.name(), workers, gang.oneAHost(), gang.wish(), gang.pattern()), oneRack, allowed)
                .map(seats -> moves(running, ranks, seats));
    }

    /** Whether all of the gang fit into the rack. */
    boolean fits(Gang gang, int rack) {
        return seats(gang, true, host -> rack(host) == rack).isPresent();
    }

    private Optional<List<Seat>> seats(Gang gang, boolean oneRack, IntPredicate allowed) {
        Set<Integer> avoid = new HashSet<>(gang.wish().avoid());
        for (int host = 0; host < domains.hosts(); host++) {
            if (!allowed.test(host)) {
                avoid.add(host);
            }
        }
        Optional<Gang.Pack> pack =
                oneRack ? Optional.of(new Gang.Pack(domains.level(domains.levels() - 1), true)) : Optional.empty();
        Wish wish = new Wish(pack, Optional.empty(), Optional.empty(), avoid);
        Gang asked = new Gang(gang.name(), gang.workers(), gang.oneAHost(), wish, gang.pattern());
        return placer.place(asked, Budget.NONE) instanceof Outcome.Placed placed
                ? Optional.of(placed.seats())
                : Optional.empty();
    }

    private static List<Move> moves(Running running, List<Integer> ranks, List<Seat> seats) {
        List<Seat> left = new ArrayList<>(seats);
        List<Move> moves = new ArrayList<>();
        for (int rank : ranks) {
            Seat to = left.stream()
                    .filter(seat -> Running.isFor(seat.share(), running.need(rank)))
                    .findFirst()
                    .orElseThrow();
            left.remove(to);
            moves.add(new Move(running.gang().name(), rank, running.seats().get(rank), to));
        }
        return moves;
    }

    void make(List<Move> moves) {
        moves.forEach(move -> cluster.take(move.to()));
        moves.forEach(move -> cluster.give(move.from()));
    }

    void undo(List<Move> moves) {
        moves.forEach(move -> cluster.take(move.from()));
        moves.forEach(move -> cluster.give(move.to()));
    }
}
