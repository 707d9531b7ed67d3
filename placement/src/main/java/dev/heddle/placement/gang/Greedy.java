package dev.heddle.placement.gang;

import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.gang.Slots.Entry;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A good placement, fast. Gangs of equal workers get room if there is any. Of others the larger workers are placed first, or all
 * as if they were the largest; room for them may be missed.
 */
final class Greedy {
    /** How many domains are tried that a gang of several kinds of workers may not leave. */
    private static final int TRIES_TO_PACK = 64;

    private final Gang gang;
    private final Cluster cluster;
    private final Domains domains;
    private final Limits limits;
    private final Objective objective;
    private final Function<Need, Slots> slotsOf;
    private final Room room;

    /** @param slotsOf as the gang's limits have it, nothing hidden */
    Greedy(Gang gang, Cluster cluster, Limits limits, Objective objective, Function<Need, Slots> slotsOf) {
        this.gang = gang;
        this.cluster = cluster;
        this.domains = cluster.domains();
        this.limits = limits;
        this.objective = objective;
        this.slotsOf = slotsOf;
        this.room = new Room(domains, limits, objective.spans());
    }

    /** A placement, or nothing if none was found. */
    Optional<Plan> place() {
        List<Workers> kinds = gang.workers();
        if (kinds.size() == 1) {
            return anywhere(scope -> equal(scope, kinds.getFirst().need(), gang.size()))
                    .flatMap(hosts ->
                            plan(hosts.stream().map(host -> new Spot(host, 0)).toList()));
        }
        return Stream.of(anywhere(this::alike), anywhere(this::largestFirst))
                .flatMap(Optional::stream)
                .flatMap(spots -> plan(spots).stream())
                .min(Comparator.comparing(Plan::score));
    }

    private Optional<Plan> plan(List<Spot> spots) {
        return Plan.of(gang, cluster, objective, spots);
    }

    /** In a domain that the gang must not leave, the fullest that will do; else in all of the cluster. */
    private <T> Optional<T> anywhere(Function<Scope, Optional<T>> place) {
        if (limits.within() < 0) {
            return place.apply(Scope.WHOLE);
        }
        int tries = gang.workers().size() == 1 ? Integer.MAX_VALUE : TRIES_TO_PACK;
        List<Entry> domains = List.copyOf(
                slots(gang.least(), limits.avoided()).order(limits.within()).tailSet(Entry.atLeast(gang.size())));
        return domains.stream()
                .limit(tries)
                .flatMap(entry -> place.apply(new Scope(limits.within(), entry.domain())).stream())
                .findFirst();
    }

    /** Hosts for workers that need the same. */
    private Optional<List<Integer>> equal(Scope scope, Need need, int workers) {
        Slots slots = slots(need, limits.avoided());
        return limits.spread() < 0 ? room.hosts(scope, slots, workers) : spread(scope, slots, workers);
    }

    /** Evenly over the domains that count. */
    private Optional<List<Integer>> spread(Scope scope, Slots slots, int workers) {
        List<Integer> open = limits.spreadOver(gang, cluster, scope);
        int[] most = open.stream()
                .mapToInt(domain -> slots.count(limits.spread(), domain))
                .toArray();
        return Evenly.share(most, workers, limits.maxSkew()).flatMap(counts -> {
            List<Integer> hosts = new ArrayList<>();
            for (int i = 0; i < counts.length; i++) {
                Optional<List<Integer>> some = room.hosts(new Scope(limits.spread(), open.get(i)), slots, counts[i]);
                if (some.isEmpty()) {
                    return Optional.empty();
                }
                hosts.addAll(some.get());
            }
            return Optional.of(hosts);
        });
    }

    /** As if each worker needed the most that any needs. */
    private Optional<List<Spot>> alike(Scope scope) {
        List<Integer> kinds = IntStream.range(0, gang.workers().size())
                .boxed()
                .flatMap(kind -> Stream.generate(() -> kind)
                        .limit(gang.workers().get(kind).count()))
                .toList();
        return equal(scope, gang.most(), gang.size())
                .map(hosts -> IntStream.range(0, hosts.size())
                        .mapToObj(i -> new Spot(hosts.get(i), kinds.get(i)))
                        .toList());
    }

    /** Kind after kind, each as far as possible where the gang already is. */
    private Optional<List<Spot>> largestFirst(Scope scope) {
        if (limits.spread() >= 0) {
            return Optional.empty();
        }
        BitSet used = (BitSet) limits.avoided().clone();
        List<Spot> spots = new ArrayList<>();
        List<Seat> taken = new ArrayList<>();
        try {
            for (int kind : sizes()) {
                Workers workers = gang.workers().get(kind);
                Optional<List<Integer>> hosts =
                        room.hostsNear(scope, slots(workers.need(), used), workers.count(), spots);
                Optional<List<Seat>> seats = hosts.flatMap(some -> Ranks.seats(
                        gang,
                        cluster,
                        some.stream().map(host -> new Spot(host, kind)).toList()));
                if (seats.isEmpty()) {
                    return Optional.empty();
                }
                for (Seat seat : seats.get()) {
                    cluster.take(seat);
                    taken.add(seat);
                    spots.add(new Spot(seat.host(), kind));
                    if (limits.apart() <= domains.levels()) {
                        int domain = domains.domainOf(limits.apart(), seat.host());
                        used.set(domains.first(limits.apart(), domain), domains.end(limits.apart(), domain));
                    }
                }
            }
            return Optional.of(spots);
        } finally {
            taken.reversed().forEach(cluster::give);
        }
    }

    private Slots slots(Need need, BitSet hidden) {
        Slots slots = slotsOf.apply(need);
        slots.hide(hidden);
        return slots;
    }

    /** The kinds by size, the largest first. */
    private List<Integer> sizes() {
        Comparator<Integer> size = Comparator.comparing(
                kind -> gang.workers().get(kind).need(),
                Comparator.comparingInt(Need::gpus)
                        .thenComparingLong(Need::cpu)
                        .thenComparingLong(Need::memory)
                        .thenComparingLong(Need::storage)
                        .thenComparingLong(Need::bandwidth));
        return IntStream.range(0, gang.workers().size())
                .boxed()
                .sorted(size.reversed())
                .toList();
    }
}
