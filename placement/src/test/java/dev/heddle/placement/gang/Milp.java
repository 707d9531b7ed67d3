package dev.heddle.placement.gang;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.linearsolver.MPVariable;
import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The best score of a gang by another solver (SCIP) and another model: a choice for every single host, and for every domain one
 * of all amounts that it may give.
 */
final class Milp implements AutoCloseable {
    static {
        Loader.loadNativeLibraries();
    }

    private final Gang gang;
    private final Cluster cluster;
    private final Domains domains;
    private final MPSolver solver = MPSolver.createSolver("SCIP");
    /** By host: what it takes (by kind, how many), and whether it does. */
    private final List<Map<List<Integer>, MPVariable>> takes = new ArrayList<>();
    /** By level, the hosts' included, and domain. */
    private final List<List<MPVariable>> used = new ArrayList<>();

    private final List<List<Map<MPVariable, Double>>> workers = new ArrayList<>();
    private final Set<Integer> companies = new HashSet<>();

    Milp(Gang gang, Cluster cluster) {
        this.gang = gang;
        this.cluster = cluster;
        this.domains = cluster.domains();
        hosts();
        for (int level = 0; level <= domains.levels(); level++) {
            domains(level);
        }
        kinds();
        wishes();
    }

    @Override
    public void close() {
        solver.delete();
    }

    /** The terms of the best score; empty if there is no placement. */
    Optional<List<Long>> best() {
        List<Long> best = new ArrayList<>();
        List<Map<MPVariable, Double>> terms = terms();
        for (int number = 0; number < terms.size(); number++) {
            Map<MPVariable, Double> term = terms.get(number);
            solver.objective().clear();
            term.forEach((variable, factor) -> solver.objective().setCoefficient(variable, factor));
            solver.objective().setMinimization();
            MPSolverParameters exact = new MPSolverParameters();
            exact.setDoubleParam(MPSolverParameters.DoubleParam.RELATIVE_MIP_GAP, 0);
            MPSolver.ResultStatus status = solver.solve(exact);
            if (status == MPSolver.ResultStatus.INFEASIBLE) {
                return Optional.empty();
            }
            if (status != MPSolver.ResultStatus.OPTIMAL) {
                throw new IllegalStateException("SCIP says " + status);
            }
            long value = Math.round(solver.objective().value());
            best.add(value * (companies.contains(number) ? unit() * unit() : 1));
            at(MPSolver.infinity() * -1, value, term);
        }
        return Optional.of(best);
    }

    private void hosts() {
        Map<Object, List<List<Integer>>> known = new HashMap<>();
        for (int host = 0; host < domains.hosts(); host++) {
            int here = host;
            List<Object> free = new ArrayList<>(List.of(
                    cluster.machine(host).open(),
                    cluster.freeCpu(host),
                    cluster.freeMemory(host),
                    cluster.freeStorage(host),
                    cluster.freeGpus(host)));
            for (int uplink = 0; uplink < cluster.machine(host).uplinks().size(); uplink++) {
                free.add(cluster.freeBandwidth(host, uplink));
            }
            List<List<Integer>> patterns = known.computeIfAbsent(free, none -> patterns(here));
            Map<List<Integer>, MPVariable> takes = new LinkedHashMap<>();
            Map<MPVariable, Double> one = new LinkedHashMap<>();
            for (List<Integer> pattern : patterns) {
                MPVariable variable = solver.makeBoolVar("");
                takes.put(pattern, variable);
                one.put(variable, 1.0);
            }
            at(0, 1, one);
            this.takes.add(takes);
        }
    }

    private List<List<Integer>> patterns(int host) {
        List<List<Integer>> found = new ArrayList<>();
        List<List<Integer>> open =
                new ArrayList<>(List.of(Collections.nCopies(gang.workers().size(), 0)));
        while (!open.isEmpty()) {
            List<Integer> base = open.removeLast();
            for (int kind = 0; kind < base.size(); kind++) {
                List<Integer> more = new ArrayList<>(base);
                more.set(kind, base.get(kind) + 1);
                List<Need> needs = new ArrayList<>();
                for (int i = 0; i < more.size(); i++) {
                    needs.addAll(Collections.nCopies(
                            more.get(i), gang.workers().get(i).need()));
                }
                if (!found.contains(more)
                        && more.get(kind) <= gang.workers().get(kind).count()
                        && (needs.size() == 1 || !gang.oneAHost())
                        && BruteFit.fits(cluster, host, needs)) {
                    found.add(more);
                    open.add(more);
                }
            }
        }
        return found;
    }

    private static int size(List<Integer> pattern) {
        return pattern.stream().mapToInt(i -> i).sum();
    }

    private void domains(int level) {
        List<MPVariable> isUsed = new ArrayList<>();
        List<Map<MPVariable, Double>> inside = new ArrayList<>();
        for (int domain = 0; domain < domains.domains(level); domain++) {
            MPVariable used = solver.makeBoolVar("");
            Map<MPVariable, Double> workers = new LinkedHashMap<>();
            for (int host = domains.first(level, domain); host < domains.end(level, domain); host++) {
                Map<MPVariable, Double> any = new LinkedHashMap<>(Map.of(used, -1.0));
                takes.get(host).forEach((pattern, taken) -> {
                    any.put(taken, 1.0);
                    workers.put(taken, (double) size(pattern));
                });
                at(-MPSolver.infinity(), 0, any);
            }
            isUsed.add(used);
            inside.add(workers);
        }
        used.add(isUsed);
        workers.add(inside);
    }

    private void kinds() {
        for (int kind = 0; kind < gang.workers().size(); kind++) {
            Map<MPVariable, Double> placed = new LinkedHashMap<>();
            for (Map<List<Integer>, MPVariable> host : takes) {
                for (Map.Entry<List<Integer>, MPVariable> each : host.entrySet()) {
                    placed.put(each.getValue(), (double) each.getKey().get(kind));
                }
            }
            int count = gang.workers().get(kind).count();
            at(count, count, placed);
        }
    }

    private void wishes() {
        Gang.Wish wish = gang.wish();
        wish.pack()
                .filter(Gang.Pack::required)
                .ifPresent(pack -> at(0, 1, ones(used.get(domains.levelOf(pack.level())))));
        int apart = wish.apart().map(domains::levelOf).orElse(domains.levels());
        if (wish.apart().isPresent()) {
            workers.get(apart).forEach(inside -> at(0, 1, inside));
        }
        for (int host : wish.avoid()) {
            at(0, 0, workers.get(apart).get(domains.domainOf(apart, host)));
        }
        wish.spread().ifPresent(spread -> spread(spread, apart));
    }

    private void spread(Gang.Spread spread, int apart) {
        int level = domains.levelOf(spread.level());
        MPVariable low = solver.makeIntVar(0, gang.size(), "");
        for (int domain = 0; domain < domains.domains(level); domain++) {
            Map<MPVariable, Double> above =
                    new LinkedHashMap<>(workers.get(level).get(domain));
            above.put(low, -1.0);
            at(-MPSolver.infinity(), spread.maxSkew(), above);
            for (int host = domains.first(level, domain); host < domains.end(level, domain); host++) {
                if (counts(host, apart)) {
                    Map<MPVariable, Double> enough = new LinkedHashMap<>(above);
                    double least = 0;
                    if (gang.wish().pack().filter(Gang.Pack::required).isPresent()) {
                        int within = domains.levelOf(gang.wish().pack().get().level());
                        // Only if the gang is in this host's domain; and by its hosts there, if that is the smaller
                        // one.
                        for (int other = domains.first(level, domain); other < domains.end(level, domain); other++) {
                            if (domains.domainOf(within, other) != domains.domainOf(within, host)) {
                                takes.get(other).values().forEach(enough::remove);
                            }
                        }
                        MPVariable inside = used.get(within).get(domains.domainOf(within, host));
                        enough.put(inside, -(double) gang.size());
                        least = -gang.size();
                    }
                    at(least, MPSolver.infinity(), enough);
                }
            }
        }
    }

    private boolean counts(int host, int apart) {
        Cluster empty = new Cluster(
                domains,
                java.util.stream.IntStream.range(0, domains.hosts())
                        .mapToObj(cluster::machine)
                        .toList());
        return gang.wish().avoid().stream()
                        .noneMatch(other -> domains.domainOf(apart, other) == domains.domainOf(apart, host))
                && gang.workers().stream().anyMatch(workers -> BruteFit.fits(empty, host, List.of(workers.need())));
    }

    private List<Map<MPVariable, Double>> terms() {
        List<Map<MPVariable, Double>> terms = new ArrayList<>();
        List<Integer> levels = new ArrayList<>();
        gang.wish()
                .pack()
                .filter(pack -> !pack.required())
                .ifPresent(pack -> levels.add(domains.levelOf(pack.level())));
        for (int level = domains.levels() - 1; level >= 0; level--) {
            if (!levels.contains(level)) {
                levels.add(level);
            }
        }
        levels.forEach(level -> terms.add(ones(used.get(level))));
        companies.add(terms.size());
        terms.add(company(domains.levels()));
        if (domains.levels() > 0) {
            companies.add(terms.size());
            terms.add(company(domains.levels() - 1));
        }
        if (rate() > 0 && !cluster.tiers().bandwidth().isEmpty()) {
            terms.add(fullest());
        }
        return terms;
    }

    private long rate() {
        return gang.workers().stream()
                .map(Workers::need)
                .mapToLong(need -> need.bandwidth() * (need.rails() && need.gpus() > 0 ? need.gpus() : 1))
                .max()
                .orElseThrow();
    }

    /** What is taken in the domain and what the pattern sends out of it, against the tier. */
    private Map<MPVariable, Double> fullest() {
        MPVariable fullest = solver.makeNumVar(0, 1e9, "");
        cluster.tiers().bandwidth().forEach((level, tiers) -> {
            for (int domain = 0; domain < tiers.size(); domain++) {
                double taken = 0;
                for (int host = domains.first(level, domain); host < domains.end(level, domain); host++) {
                    for (int uplink = 0;
                            uplink < cluster.machine(host).uplinks().size();
                            uplink++) {
                        taken += cluster.machine(host).uplinks().get(uplink) - cluster.freeBandwidth(host, uplink);
                    }
                }
                Map<MPVariable, Double> one = new LinkedHashMap<>();
                Map<MPVariable, Double> full = new LinkedHashMap<>(Map.of(fullest, -1.0));
                Map<MPVariable, Double> inside =
                        new LinkedHashMap<>(workers.get(level).get(domain));
                for (int count = 0; count <= gang.size(); count++) {
                    double leaves = count == 0 || count == gang.size()
                            ? 0
                            : gang.pattern() != Gang.Pattern.ALL_TO_ALL
                                    ? rate()
                                    : Math.ceil((double) rate() * count * (gang.size() - count) / (gang.size() - 1));
                    MPVariable exactly = solver.makeBoolVar("");
                    one.put(exactly, 1.0);
                    inside.put(exactly, -(double) count);
                    full.put(exactly, leaves == 0 ? 0 : Math.ceil(1_000 * (taken + leaves) / tiers.get(domain)));
                }
                at(1, 1, one);
                at(0, 0, inside);
                at(-MPSolver.infinity(), 0, full);
            }
        });
        return Map.of(fullest, 1.0);
    }

    private boolean gpus() {
        return gang.workers().stream().anyMatch(workers -> workers.need().gpus() > 0);
    }

    /** What the case has all of its units in multiples of. */
    private long unit() {
        return gpus() ? 1 : 1_000;
    }

    /** A domain of f free units of which x are taken loses f² - (f - x)². */
    private Map<MPVariable, Double> company(int level) {
        Map<MPVariable, Double> lost = new LinkedHashMap<>();
        for (int domain = 0; domain < domains.domains(level); domain++) {
            long free = 0;
            Map<MPVariable, Double> one = new LinkedHashMap<>();
            Map<MPVariable, Double> taken = new LinkedHashMap<>();
            for (int host = domains.first(level, domain); host < domains.end(level, domain); host++) {
                if (cluster.machine(host).open()) {
                    free += (gpus() ? cluster.freeGpus(host).count() : cluster.freeCpu(host)) / unit();
                }
                takes.get(host).forEach((pattern, variable) -> taken.put(variable, (double) units(pattern)));
            }
            long step = 0;
            long most = 0;
            for (int kind = 0; kind < gang.workers().size(); kind++) {
                List<Integer> pattern =
                        new ArrayList<>(Collections.nCopies(gang.workers().size(), 0));
                pattern.set(kind, 1);
                step = gcd(step, units(pattern));
                most += units(pattern) * gang.workers().get(kind).count();
            }
            if (step == 0 || taken.isEmpty()) {
                continue;
            }
            for (long x = 0; x <= Math.min(free, most); x += step) {
                MPVariable exactly = solver.makeBoolVar("");
                one.put(exactly, 1.0);
                taken.put(exactly, (double) -x);
                lost.put(exactly, (double) (free * free - (free - x) * (free - x)));
            }
            at(1, 1, one);
            at(0, 0, taken);
        }
        return lost;
    }

    private long units(List<Integer> pattern) {
        long units = 0;
        for (int kind = 0; kind < pattern.size(); kind++) {
            Need need = gang.workers().get(kind).need();
            units += pattern.get(kind) * (gpus() ? need.gpus() : need.cpu() / unit());
        }
        return units;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private static Map<MPVariable, Double> ones(List<MPVariable> variables) {
        Map<MPVariable, Double> ones = new LinkedHashMap<>();
        variables.forEach(variable -> ones.put(variable, 1.0));
        return ones;
    }

    private void at(double least, double most, Map<MPVariable, Double> sum) {
        MPConstraint row = solver.makeConstraint(least, most);
        sum.forEach(row::setCoefficient);
    }
}
