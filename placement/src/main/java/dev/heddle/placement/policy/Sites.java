package dev.heddle.placement.policy;

import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Machine;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.gang.Budget;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Gang.Wish;
import dev.heddle.placement.gang.Need;
import dev.heddle.placement.gang.Outcome;
import dev.heddle.placement.gang.Placer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Where gangs would go in one cluster, now and were nothing taken. Owned by the cluster's thread. */
final class Sites {
    private final Cluster cluster;
    private final Domains domains;
    private final Placer placer;
    private final Placer empty;

    Sites(Cluster cluster) {
        this.cluster = cluster;
        this.domains = cluster.domains();
        this.placer = new Placer(cluster);
        List<Machine> machines =
                IntStream.range(0, domains.hosts()).mapToObj(cluster::machine).toList();
        this.empty = new Placer(new Cluster(domains, machines));
    }

    boolean isOf(Cluster other) {
        return cluster == other;
    }

    /** The seats that the gang would get now, none on hosts of {@code kept}; empty if there is no room. */
    Optional<List<Seat>> seats(Gang gang, Set<Integer> kept) {
        return seats(placer, kept.isEmpty() ? gang : without(gang, kept));
    }

    /** The seats that the gang would get now, if it could not get fewer racks were nothing taken. */
    Optional<List<Seat>> ideal(Gang gang) {
        return seats(placer, gang).filter(seats -> racks(seats) <= fewest(gang));
    }

    /**
     * Racks that waiting would save, a second; 0 for gangs that are to be spread.
     *
     * @param seats that the gang would get now
     */
    double saved(Gang gang, List<Seat> seats, Releases releases, double now) {
        int racks = racks(seats);
        if (racks <= 1
                || gang.wish().spread().isPresent()
                || gang.wish().apart().isPresent()) {
            return 0;
        }
        int fewest = fewest(gang);
        if (racks <= fewest) {
            return 0;
        }
        Need need = gang.most();
        int apart = gang.oneAHost() ? domains.levels() : domains.levels() + 1;
        Prospect prospect = new Prospect(domains, placer.slots(need, apart), empty.slots(need, apart), releases, now);
        return prospect.saved(gang.size(), racks, fewest);
    }

    private int racks(List<Seat> seats) {
        return (int) seats.stream()
                .mapToInt(seat -> domains.levels() == 0 ? 0 : domains.domainOf(domains.levels() - 1, seat.host()))
                .distinct()
                .count();
    }

    private int fewest(Gang gang) {
        return seats(empty, gang).map(this::racks).orElse(Integer.MAX_VALUE);
    }

    private static Optional<List<Seat>> seats(Placer placer, Gang gang) {
        return placer.place(gang, Budget.NONE) instanceof Outcome.Placed placed
                ? Optional.of(placed.seats())
                : Optional.empty();
    }

    private static Gang without(Gang gang, Set<Integer> hosts) {
        Wish wish = gang.wish();
        Set<Integer> avoid = new HashSet<>(wish.avoid());
        avoid.addAll(hosts);
        return new Gang(
                gang.name(),
                gang.workers(),
                gang.oneAHost(),
                new Wish(wish.pack(), wish.spread(), wish.apart(), avoid),
                gang.pattern());
    }
}
