package dev.heddle.placement.gang;

import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What of a cluster matters to one gang: the hosts of each rack that are alike, and what each of them can take.
 */
final class Cells {
    /** More choices than this are not searched. */
    private static final int MOST_CHOICES = 20_000;

    /**
     * Hosts of one rack that are alike to the gang.
     *
     * @param hosts ascending
     * @param free units free on each
     * @param patterns what one of them can take: by kind, how many workers
     */
    record Cell(List<Integer> hosts, long free, List<List<Integer>> patterns) {
        /** The most workers that one of them can take. */
        int most() {
            return patterns.stream().mapToInt(Cells::size).max().orElse(0);
        }
    }

    /**
     * A rack; all of the cluster where there are no levels.
     *
     * @param first its first host
     * @param free units free in it
     */
    record Rack(int first, long free, List<Cell> cells) {}

    private record Kind(long free, List<List<Integer>> patterns) {}

    private record Profile(List<Object> place, List<Object> cells) {}

    private final Gang gang;
    private final Cluster cluster;
    private final Domains domains;
    private final Limits limits;
    private final Objective objective;
    private final Patterns patterns;
    private final List<List<Rack>> groups = new ArrayList<>();
    private int choices;

    private Cells(Gang gang, Cluster cluster, Limits limits, Objective objective) {
        this.gang = gang;
        this.cluster = cluster;
        this.domains = cluster.domains();
        this.limits = limits;
        this.objective = objective;
        this.patterns = new Patterns(gang, cluster, limits, MOST_CHOICES);
    }

    /** Empty if there is too much to choose from. */
    static Optional<Cells> of(Gang gang, Cluster cluster, Limits limits, Objective objective) {
        Cells cells = new Cells(gang, cluster, limits, objective);
        return cells.collect() ? Optional.of(cells) : Optional.empty();
    }

    /** Racks that can take any of the gang; those of a group may change places. */
    List<List<Rack>> groups() {
        return groups;
    }

    /** How many workers the pattern is for. */
    static int size(List<Integer> pattern) {
        return pattern.stream().mapToInt(Integer::intValue).sum();
    }

    /** The units that a host takes with the pattern. */
    long units(List<Integer> pattern) {
        return IntStream.range(0, pattern.size())
                .mapToLong(kind -> Math.multiplyExact(
                        pattern.get(kind),
                        objective.units(gang.workers().get(kind).need())))
                .sum();
    }

    private boolean collect() {
        int level = domains.levels() - 1;
        Map<Profile, List<Rack>> alike = new LinkedHashMap<>();
        for (int rack = 0; rack < (level < 0 ? 1 : domains.domains(level)); rack++) {
            Scope scope = level < 0 ? Scope.WHOLE : new Scope(level, rack);
            Optional<List<Cell>> cells = cells(scope);
            if (cells.isEmpty()) {
                return false;
            }
            if (!cells.get().isEmpty()) {
                Rack found = new Rack(scope.first(domains), objective.freeIn(scope), cells.get());
                List<Rack> same = alike.computeIfAbsent(profile(found), none -> new ArrayList<>());
                same.add(found);
                if (same.size() <= gang.size()) {
                    choices += cells.get().stream()
                            .mapToInt(cell -> cell.patterns().size())
                            .sum();
                }
            }
            if (choices > MOST_CHOICES) {
                return false;
            }
        }
        groups.addAll(alike.values());
        return true;
    }

    /** Those of a rack, the fullest first; empty if there are too many patterns. */
    private Optional<List<Cell>> cells(Scope scope) {
        Map<Kind, List<Integer>> alike = new LinkedHashMap<>();
        for (int host : scope.hosts(domains).toArray()) {
            if (!cluster.machine(host).open() || limits.avoided().get(host)) {
                continue;
            }
            Optional<List<List<Integer>>> takes = patterns.of(host);
            if (takes.isEmpty()) {
                return Optional.empty();
            }
            if (!takes.get().isEmpty()) {
                alike.computeIfAbsent(new Kind(objective.free(host), takes.get()), none -> new ArrayList<>())
                        .add(host);
            }
        }
        List<Cell> cells = new ArrayList<>();
        alike.forEach((kind, hosts) -> cells.add(new Cell(List.copyOf(hosts), kind.free(), kind.patterns())));
        cells.sort(Comparator.comparingLong(Cell::free)
                .thenComparingInt(cell -> cell.patterns().size())
                .thenComparingInt(cell -> cell.hosts().size()));
        return Optional.of(cells);
    }

    /** The same for racks that may change places. */
    private Profile profile(Rack rack) {
        List<Object> place = new ArrayList<>();
        place.add(rack.free());
        int level = domains.levels() - 1;
        if (level > 0) {
            place.add(domains.domainOf(level - 1, rack.first()));
        }
        if (objective.shared().contains(level)) {
            int domain = domains.domainOf(level, rack.first());
            place.add(cluster.tiers().of(level, domain));
            place.add(cluster.takenInside(level, domain));
        }
        if (limits.spread() >= 0) {
            int racks = Math.max(level, 0);
            place.add(limits.spreadOver(
                            gang,
                            cluster,
                            level < 0 ? Scope.WHOLE : new Scope(level, domains.domainOf(racks, rack.first())))
                    .size());
        }
        List<Object> cells = new ArrayList<>();
        for (Cell cell : rack.cells()) {
            cells.add(List.of(cell.hosts().size(), cell.free(), cell.patterns()));
        }
        return new Profile(place, cells);
    }
}
