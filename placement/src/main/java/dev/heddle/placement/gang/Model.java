package dev.heddle.placement.gang;

import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearArgument;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.gang.Cells.Cell;
import dev.heddle.placement.gang.Cells.Rack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The placement of a gang as a model for CP-SAT. Its choices are how many hosts of a cell take a pattern of workers; from these
 * follow how many workers a domain holds and which domains are used. Exact: each solution is a placement and each placement,
 * but for an exchange of what is alike, a solution.
 */
final class Model {
    /**
     * One choice.
     *
     * @param hosts how many of the cell's hosts take the pattern
     */
    record Choice(Cell cell, List<Integer> pattern, IntVar hosts) {
        int size() {
            return Cells.size(pattern);
        }
    }

    /** A rack and its choices, by cell. */
    private record Part(Rack rack, List<List<Choice>> byCell) {
        List<Choice> choices() {
            return byCell.stream().flatMap(List::stream).toList();
        }
    }

    private final Gang gang;
    private final Domains domains;
    private final Limits limits;
    private final Objective objective;
    private final Cells cells;
    private final CpModel model = new CpModel();
    /** By group of racks that are alike, of each no more than the gang has workers. */
    private final List<List<Part>> groups;
    /** By level, then by domain. */
    private final List<SortedMap<Integer, BoolVar>> used = new ArrayList<>();

    private final List<SortedMap<Integer, LinearExprBuilder>> workers = new ArrayList<>();

    Model(Gang gang, Cluster cluster, Limits limits, Objective objective, Cells cells) {
        this.gang = gang;
        this.domains = cluster.domains();
        this.limits = limits;
        this.objective = objective;
        this.cells = cells;
        this.groups = cells.groups().stream()
                .map(group -> group.stream().limit(gang.size()).map(this::part).toList())
                .toList();
        allWorkers();
        for (int level = 0; level < domains.levels(); level++) {
            use(level);
        }
        for (int level = 1; level < domains.levels(); level++) {
            nest(level);
        }
        groups.forEach(this::order);
        packed();
        apart();
        if (limits.spread() >= 0) {
            new Skew(model, gang, cluster, limits, this).add();
        }
    }

    CpModel model() {
        return model;
    }

    private List<Part> parts() {
        return groups.stream().flatMap(List::stream).toList();
    }

    /** The choices of each cell. */
    List<List<Choice>> cells() {
        return parts().stream().flatMap(part -> part.byCell().stream()).toList();
    }

    private List<Choice> choices() {
        return cells().stream().flatMap(List::stream).toList();
    }

    /** Says where a search may begin: with what these workers have, racks that are alike exchanged as the model has them. */
    void hint(List<Spot> spots) {
        model.clearHints();
        Map<Integer, int[]> byHost = new TreeMap<>();
        spots.forEach(spot -> byHost.computeIfAbsent(
                        spot.host(), none -> new int[gang.workers().size()])[spot.kind()]++);
        for (int group = 0; group < groups.size(); group++) {
            List<Rack> racks = cells.groups().get(group);
            List<List<Integer>> taken = racks.stream()
                    .map(rack -> taken(rack, byHost))
                    .sorted(Comparator.comparingInt(counts -> -workers(racks.getFirst(), counts)))
                    .toList();
            for (int part = 0; part < groups.get(group).size(); part++) {
                List<Choice> choices = groups.get(group).get(part).choices();
                for (int choice = 0; choice < choices.size(); choice++) {
                    model.addHint(choices.get(choice).hosts(), taken.get(part).get(choice));
                }
            }
        }
    }

    /** How many hosts take each pattern, in the order of the rack's choices. */
    private static List<Integer> taken(Rack rack, Map<Integer, int[]> byHost) {
        List<Integer> counts = new ArrayList<>();
        for (Cell cell : rack.cells()) {
            for (List<Integer> pattern : cell.patterns()) {
                counts.add((int) cell.hosts().stream()
                        .filter(byHost::containsKey)
                        .filter(host -> Arrays.equals(
                                byHost.get(host),
                                pattern.stream().mapToInt(i -> i).toArray()))
                        .count());
            }
        }
        return counts;
    }

    private static int workers(Rack rack, List<Integer> counts) {
        int workers = 0;
        int choice = 0;
        for (Cell cell : rack.cells()) {
            for (List<Integer> pattern : cell.patterns()) {
                workers += counts.get(choice++) * Cells.size(pattern);
            }
        }
        return workers;
    }

    /** Whether the domain is used, of those that could be; a level of domains. */
    SortedMap<Integer, BoolVar> used(int level) {
        return used.get(level);
    }

    /** How many workers each domain holds, of those that could hold any; a level of domains. */
    SortedMap<Integer, LinearExprBuilder> workers(int level) {
        return workers.get(level);
    }

    /** What each term of the score is, in the order of {@link Objective}; made when asked for. */
    LinearArgument term(int number) {
        int spans = objective.spans().size();
        if (number < spans) {
            int level = objective.spans().get(number);
            return level == domains.levels()
                    ? hostsUsed()
                    : LinearExpr.sum(used.get(level).values().toArray(LinearArgument[]::new));
        }
        if (number < spans + objective.companies().size()) {
            int level = objective.companies().get(number - spans);
            return level == domains.levels() ? companyOfHosts() : companyOfRacks();
        }
        return fullest();
    }

    private Part part(Rack rack) {
        return new Part(rack, rack.cells().stream().map(this::choices).toList());
    }

    private List<Choice> choices(Cell cell) {
        List<Choice> choices = new ArrayList<>();
        for (List<Integer> pattern : cell.patterns()) {
            int most = cell.hosts().size();
            for (int kind = 0; kind < pattern.size(); kind++) {
                if (pattern.get(kind) > 0) {
                    most = Math.min(most, gang.workers().get(kind).count() / pattern.get(kind));
                }
            }
            choices.add(new Choice(cell, pattern, model.newIntVar(0, most, "")));
        }
        model.addLessOrEqual(hosts(choices), cell.hosts().size());
        return choices;
    }

    /** Of racks that are alike, the earlier hold more. */
    private void order(List<Part> group) {
        for (int i = 1; i < group.size(); i++) {
            model.addLessOrEqual(
                    sum(group.get(i).choices()), sum(group.get(i - 1).choices()));
        }
    }

    private static LinearExprBuilder hosts(List<Choice> choices) {
        LinearExprBuilder hosts = LinearExpr.newBuilder();
        choices.forEach(choice -> hosts.add(choice.hosts()));
        return hosts;
    }

    private static LinearExprBuilder sum(List<Choice> choices) {
        LinearExprBuilder workers = LinearExpr.newBuilder();
        choices.forEach(choice -> workers.addTerm(choice.hosts(), choice.size()));
        return workers;
    }

    private LinearExprBuilder hostsUsed() {
        return hosts(choices());
    }

    private void allWorkers() {
        for (int kind = 0; kind < gang.workers().size(); kind++) {
            LinearExprBuilder placed = LinearExpr.newBuilder();
            for (Choice choice : choices()) {
                placed.addTerm(choice.hosts(), choice.pattern().get(kind));
            }
            model.addEquality(placed, gang.workers().get(kind).count());
        }
    }

    /** A domain that holds workers is used, and only such a one. */
    private void use(int level) {
        SortedMap<Integer, BoolVar> usedHere = new TreeMap<>();
        SortedMap<Integer, LinearExprBuilder> inside = new TreeMap<>();
        Map<Integer, Integer> most = new TreeMap<>();
        for (Part part : parts()) {
            int domain = domains.domainOf(level, part.rack().first());
            usedHere.computeIfAbsent(domain, none -> model.newBoolVar(""));
            LinearExprBuilder sum = inside.computeIfAbsent(domain, none -> LinearExpr.newBuilder());
            part.choices().forEach(choice -> sum.addTerm(choice.hosts(), choice.size()));
            int holds = part.rack().cells().stream()
                    .mapToInt(cell -> cell.hosts().size() * cell.most())
                    .sum();
            most.merge(domain, Math.min(holds, gang.size()), (a, b) -> Math.min(a + b, gang.size()));
        }
        inside.forEach((domain, sum) -> {
            BoolVar isUsed = usedHere.get(domain);
            model.addLessOrEqual(sum, LinearExpr.term(isUsed, most.getOrDefault(domain, 0)));
            model.addGreaterOrEqual(sum, isUsed);
        });
        used.add(usedHere);
        workers.add(inside);
    }

    /** A domain of the level that is used is in one that is. */
    private void nest(int level) {
        used.get(level)
                .forEach((domain, isUsed) ->
                        model.addImplication(isUsed, used.get(level - 1).get(domains.parent(level, domain))));
    }

    private void packed() {
        if (limits.within() == domains.levels()) {
            model.addLessOrEqual(hostsUsed(), 1);
        } else if (limits.within() >= 0) {
            model.addLessOrEqual(
                    LinearExpr.sum(used.get(limits.within()).values().toArray(LinearArgument[]::new)), 1);
        }
    }

    /** That hosts take one worker each is in the patterns. */
    private void apart() {
        if (limits.apart() < domains.levels()) {
            workers.get(limits.apart()).values().forEach(inside -> model.addLessOrEqual(inside, 1));
        }
    }

    private LinearExprBuilder companyOfHosts() {
        LinearExprBuilder lost = LinearExpr.newBuilder();
        choices()
                .forEach(choice -> lost.addTerm(
                        choice.hosts(), Objective.lost(choice.cell().free(), cells.units(choice.pattern()))));
        return lost;
    }

    /** Of f free units y steps of u are taken: u²·y² less than 2·f·u·y is lost. */
    private LinearExprBuilder companyOfRacks() {
        long step = gang.workers().stream()
                .mapToLong(kind -> objective.units(kind.need()))
                .reduce(0, Model::gcd);
        LinearExprBuilder lost = LinearExpr.newBuilder();
        for (Part part : step == 0 ? List.<Part>of() : parts()) {
            long free = part.rack().free();
            IntVar taken = model.newIntVar(0, free / step, "");
            LinearExprBuilder sum = LinearExpr.newBuilder();
            for (Choice choice : part.choices()) {
                sum.addTerm(choice.hosts(), cells.units(choice.pattern()) / step);
            }
            model.addEquality(taken, sum);
            IntVar square = model.newIntVar(0, Math.multiplyExact(free / step, free / step), "");
            model.addMultiplicationEquality(square, taken, taken);
            lost.addTerm(taken, Math.multiplyExact(2 * step, free));
            lost.addTerm(square, -Math.multiplyExact(step, step));
        }
        return lost;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private LinearArgument fullest() {
        Map<Integer, Map<Integer, long[]>> full = new LinkedHashMap<>();
        long most = 0;
        for (int level : objective.shared()) {
            for (int domain : workers.get(level).keySet()) {
                long[] byWorkers = IntStream.rangeClosed(0, gang.size())
                        .mapToLong(inside -> objective.fullness(level, domain, inside))
                        .toArray();
                full.computeIfAbsent(level, none -> new LinkedHashMap<>()).put(domain, byWorkers);
                most = Math.max(most, Arrays.stream(byWorkers).max().orElse(0));
            }
        }
        IntVar fullest = model.newIntVar(0, most, "");
        full.forEach((level, byDomain) -> byDomain.forEach((domain, byWorkers) -> {
            IntVar inside = model.newIntVar(0, gang.size(), "");
            model.addEquality(inside, workers.get(level).get(domain));
            IntVar here = model.newIntVar(0, Arrays.stream(byWorkers).max().orElse(0), "");
            model.addElement(inside, byWorkers, here);
            model.addLessOrEqual(here, fullest);
        }));
        return fullest;
    }
}
