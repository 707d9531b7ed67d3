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
 *       cores for gangs without GPUs.
 *   <li>the least bandwidth left on a shared tier that the gang's own traffic crosses, counted negative.
 * </ol>
 */
final class Objective {
    /** The headroom of a gang whose traffic crosses no shared tier. */
    static final long NO_TIER_CROSSED = Long.MAX_VALUE;

    private final Cluster cluster;
    private final Domains domains;
    private final List<Integer> spans;
    private final boolean byGpus;

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
        this.byGpus = gang.workers().stream().anyMatch(workers -> workers.need().gpus() > 0);
    }

    /** The levels whose used domains are counted, most important first. */
    List<Integer> spans() {
        return spans;
    }

    /** The levels on which lost company is counted, most important first. */
    List<Integer> companies() {
        return domains.levels() == 0 ? List.of(domains.levels()) : List.of(domains.levels(), domains.levels() - 1);
    }

    /** What the terms are called, in their order: {@code racks}, … */
    List<String> names() {
        List<String> names = new ArrayList<>();
        spans.forEach(level -> names.add(domains.level(level) + "s"));
        companies().forEach(level -> names.add("company lost by " + domains.level(level)));
        return names;
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
                lost = Math.addExact(lost, lost(freeIn(level, each.getKey()), each.getValue()));
            }
            terms.add(lost);
        }
        return new Score(terms);
    }

    /** The units that are free in the domain, on hosts that take workers. */
    long freeIn(int level, int domain) {
        long free = 0;
        for (int host = domains.first(level, domain); host < domains.end(level, domain); host++) {
            free += cluster.machine(host).open() ? free(host) : 0;
        }
        return free;
    }
}
