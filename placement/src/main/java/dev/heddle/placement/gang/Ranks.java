package dev.heddle.placement.gang;

import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.cluster.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Gives ranks to workers whose hosts are chosen. The workers of each domain of each level have consecutive ranks, so that a
 * ring leaves no domain more than once and a pipeline crosses as little as can be; traffic of all to all does not mind.
 * Otherwise the order is that of the gang's workers: domains whose last kind is earlier come first.
 */
final class Ranks {
    private Ranks() {}

    /** The seats of spots by rank; empty if the workers of a host do not fit on it together. */
    static Optional<List<Seat>> seats(Gang gang, Cluster cluster, List<Spot> ranked) {
        List<Seat> seats = new ArrayList<>();
        for (int from = 0; from < ranked.size(); ) {
            int host = ranked.get(from).host();
            int to = from;
            while (to < ranked.size() && ranked.get(to).host() == host) {
                to++;
            }
            List<Need> needs = ranked.subList(from, to).stream()
                    .map(spot -> gang.workers().get(spot.kind()).need())
                    .toList();
            Optional<List<Share>> shares = Seating.seat(cluster, host, needs);
            if (shares.isEmpty()) {
                return Optional.empty();
            }
            shares.get().forEach(share -> seats.add(new Seat(host, share)));
            from = to;
        }
        return Optional.of(seats);
    }

    /** The spots by rank. */
    static List<Spot> order(Domains domains, List<Spot> spots) {
        return order(domains, 0, spots);
    }

    private static List<Spot> order(Domains domains, int level, List<Spot> spots) {
        if (level > domains.levels()) {
            return spots.stream().sorted(Comparator.comparingInt(Spot::kind)).toList();
        }
        Map<Integer, List<Spot>> parts = new TreeMap<>();
        spots.forEach(spot -> parts.computeIfAbsent(domains.domainOf(level, spot.host()), none -> new ArrayList<>())
                .add(spot));
        return parts.values().stream()
                .sorted(Comparator.comparingInt(Ranks::lastKind))
                .flatMap(part -> order(domains, level + 1, part).stream())
                .toList();
    }

    private static int lastKind(List<Spot> spots) {
        return spots.stream().mapToInt(Spot::kind).max().orElse(0);
    }
}
