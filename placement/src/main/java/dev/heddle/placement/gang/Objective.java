package dev.heddle.placement.gang;

import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Seat;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a good placement is; the only place that says so. In this order, each the less the better:
 *
 * <ol>
 *   <li>how many domains the gang uses: of the level that it prefers to be packed in, if any; then of the innermost level
 *       (racks), of the next (pods), and so on outwards;
 *   <li>the company that free units lose, on hosts, then in racks: a unit free beside f - 1 others is worth f, so a domain of
 *       f free units is worth f², and what is left is worth most where it lies together. Units are GPUs, or thousandths of
 *       cores for gangs without GPUs;
 *   <li>where tiers are shared and the gang has bandwidth: how full the fullest tier would be that its traffic crosses, in
 *       thousandths. Counted are all that is taken inside the domain, as if it left, and the gang's own traffic by its
 *       pattern.
 * </ol>
 */
final class Objective {
    private final Cluster cluster;
    private final Domains domains;
    private final List<Integer> spans;
    private final boolean byGpus;
    private final int workers;
    private final Gang.Pattern pattern;
    /** Bit/s that one worker sends at most. */
    private final long rate;

    Objective(Gang gang, Cluster cluster) {
        this.cluster = cluster;
        this.domains = cluster.domains();
        Set<Integer> levels = new LinkedHashSet<>();
        gang.wish()
                .pack()
                .filter(pack -> !pack.required())
                .ifPresent(pack -> levels.add(domains.levelOf(pack.level())));
        for (int level = domains.levels() - 1; level >= 0; level--) {
            levels.add(level);
        }
        this.spans = List.copyOf(levels);
        this.byGpus = gang.workers().stream().anyMatch(kind -> kind.need().gpus() > 0);
        this.workers = gang.size();
        this.pattern = gang.pattern();
        this.rate = gang.workers().stream()
                .map(Workers::need)
                .mapToLong(need -> Math.multiplyExact(need.bandwidth(), need.onRails() ? need.gpus() : 1))
                .max()
                .orElse(0);
    }

    /** The levels whose used domains are counted, most important first. */
    List<Integer> spans() {
        return spans;
    }

    /** The levels on which lost company is counted, most important first. */
    List<Integer> companies() {
        return domains.levels() == 0 ? List.of(domains.levels()) : List.of(domains.levels(), domains.levels() - 1);
    }

    /** The levels whose tiers the gang's traffic may fill; none if there is no such term. */
    Set<Integer> shared() {
        return rate == 0 ? Set.of() : cluster.tiers().levels();
    }

    /** How full the domain's tier would be if so many of the workers are in it, in thousandths; 0 if none of their traffic leaves. */
    long fullness(int level, int domain, int inside) {
        if (inside == 0 || inside == workers) {
            return 0;
        }
        long crossing = switch (pattern) {
            case RING, PIPELINE -> rate;
            case ALL_TO_ALL ->
                Math.ceilDiv(Math.multiplyExact(rate, (long) inside * (workers - inside)), (long) workers - 1);
        };
        long taken = Math.addExact(cluster.takenInside(level, domain), crossing);
        return Math.ceilDiv(Math.multiplyExact(1_000, taken), cluster.tiers().of(level, domain));
    }

    /** The units that are free on the host. */
    long free(int host) {
        return byGpus ? cluster.freeGpuCount(host) : cluster.freeCpu(host);
    }

    /** The units that one worker takes. */
    long units(Need need) {
        return byGpus ? need.gpus() : need.cpu();
    }

    /** The company lost where {@code taken} of {@code free} units are taken. */
    static long lost(long free, long taken) {
        return Math.multiplyExact(taken, Math.subtractExact(Math.multiplyExact(2, free), taken));
    }

    /** The score of the seats, which are still free. */
    Score score(List<Seat> seats) {
        List<Long> terms = new ArrayList<>();
        for (int level : spans) {
            terms.add(seats.stream()
                    .mapToInt(seat -> domains.domainOf(level, seat.host()))
                    .distinct()
                    .count());
        }
        Map<Integer, Long> takenByHost = new TreeMap<>();
        for (Seat seat : seats) {
            long taken = byGpus ? seat.share().gpus().count() : seat.share().cpu();
            takenByHost.merge(seat.host(), taken, Math::addExact);
        }
        for (int level : companies()) {
            Map<Integer, Long> taken = new TreeMap<>();
            takenByHost.forEach((host, units) -> taken.merge(domains.domainOf(level, host), units, Math::addExact));
            long lost = 0;
            for (Map.Entry<Integer, Long> each : taken.entrySet()) {
                lost = Math.addExact(lost, lost(freeIn(new Scope(level, each.getKey())), each.getValue()));
            }
            terms.add(lost);
        }
        if (!shared().isEmpty()) {
            terms.add(fullest(seats));
        }
        return new Score(terms);
    }

    private long fullest(List<Seat> seats) {
        long fullest = 0;
        for (int level : shared()) {
            Map<Integer, Integer> inside = new TreeMap<>();
            seats.forEach(seat -> inside.merge(domains.domainOf(level, seat.host()), 1, Integer::sum));
            for (Map.Entry<Integer, Integer> each : inside.entrySet()) {
                fullest = Math.max(fullest, fullness(level, each.getKey(), each.getValue()));
            }
        }
        return fullest;
    }

    /** The units that are free in the scope, on hosts that take workers. */
    long freeIn(Scope scope) {
        return scope.hosts(domains)
                .filter(host -> cluster.machine(host).open())
                .mapToLong(this::free)
                .sum();
    }
}
