package dev.heddle.placement.why;

import com.google.ortools.Loader;
import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.Constraint;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import dev.heddle.model.pool.Amounts;
import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Machine;
import dev.heddle.placement.cluster.Share;
import dev.heddle.placement.gang.Gang;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * The exact model behind every answer: where all of a gang's workers could go if one {@link Lever} were moved, and how little
 * that takes. Whole numbers of workers per host and kind of worker; one worker thread and counted effort, so that the same
 * question has the same answer. One instance answers once.
 */
final class Room {
    private final Question question;
    private final Question counting;
    private final Gang gang;
    private final Cluster cluster;
    private final Domains domains;
    private final Lever lever;
    private final Avoided avoided;
    private final Avoided notCounted;
    private final CpModel model = new CpModel();
    private final Map<Integer, HostRoom> hosts = new TreeMap<>();
    /** By host that is opened or has more free, or by domain that is used though it is avoided. */
    private final Map<Integer, BoolVar> moved = new TreeMap<>();

    /** By kind of worker: whether there is any. */
    private final List<Literal> present = new ArrayList<>();

    private final List<BoolVar> released = new ArrayList<>();
    private final Map<Integer, BoolVar> packed = new TreeMap<>();
    private final LinearExprBuilder cost = LinearExpr.newBuilder();

    private Room(Question question, Question counting, Lever lever) {
        this.question = question;
        this.counting = counting;
        this.gang = question.gang();
        this.cluster = question.cluster();
        this.domains = cluster.domains();
        this.lever = lever;
        this.avoided = Avoided.of(gang.wish(), domains);
        this.notCounted = Avoided.of(counting.gang().wish(), domains);
    }

    /** The least that the lever has to be moved. */
    static Found least(Question question, Lever lever, Effort effort) {
        return least(question, question, lever, effort);
    }

    /** @param counting decides which domains a spread counts: the question itself, or the one of which it is a relaxed form */
    static Found least(Question question, Question counting, Lever lever, Effort effort) {
        Loader.loadNativeLibraries();
        return new Room(question, counting, lever).solve(effort);
    }

    private Found solve(Effort effort) {
        addHosts();
        addTotals();
        packLevel(gang).ifPresent(this::pack);
        gang.wish().spread().ifPresent(this::spread);
        gang.wish().apart().ifPresent(level -> apart(level(level)));
        if (lever == Lever.RELEASE) {
            quotaByRelease();
        }
        model.minimize(cost);
        CpSolver solver = new CpSolver();
        solver.getParameters()
                .setNumWorkers(1)
                .setLinearizationLevel(2)
                .setRandomSeed(1)
                .setMaxDeterministicTime(effort.work());
        CpSolverStatus status = solver.solve(model);
        return switch (status) {
            case OPTIMAL, FEASIBLE -> way(solver, status == CpSolverStatus.OPTIMAL);
            case INFEASIBLE -> new Found.Impossible();
            default -> new Found.Unknown();
        };
    }

    private int level(String name) {
        int level = domains.levelOf(name);
        if (level < 0) {
            throw new IllegalArgumentException("there is no level \"" + name + "\"");
        }
        return level;
    }

    private void addHosts() {
        Map<Integer, List<Held>> held = new HashMap<>();
        if (lever == Lever.RELEASE) {
            addHolders(held);
        }
        for (int host = 0; host < domains.hosts(); host++) {
            boolean open = cluster.machine(host).open();
            boolean avoid = avoided.holds(host);
            boolean usable = (open || lever == Lever.OPEN) && (!avoid || lever == Lever.AVOID);
            if (!usable) {
                continue;
            }
            List<Held> here = held.getOrDefault(host, List.of());
            HostRoom room = new HostRoom(
                    model, cluster, host, lever, here.stream().map(Held::share).toList(), gang);
            if (room.most() == 0) {
                continue;
            }
            hosts.put(host, room);
            if (!open || avoid) {
                model.addLessOrEqual(
                        room.all(), LinearExpr.term(moved(open ? avoided.domainOf(host) : host), room.most()));
            }
            int number = host;
            room.bound((counter, most) -> more(number, counter, most, here));
            for (Held each : here) {
                room.without(each.share(), each.released());
            }
        }
    }

    private record Held(BoolVar released, Share share) {}

    /** Each holder's variable costs more than the GPUs, or the seats, of all holders together: first few of them, then small ones. */
    private void addHolders(Map<Integer, List<Held>> held) {
        boolean gpus = gang.workers().stream().anyMatch(kind -> kind.need().gpus() > 0);
        ToLongFunction<Holder> size = holder -> gpus
                ? holder.seats().stream()
                        .mapToLong(seat -> seat.share().gpus().count())
                        .sum()
                : holder.seats().size();
        long all = question.holders().stream().mapToLong(size).sum();
        for (Holder holder : question.holders()) {
            BoolVar gone = model.newBoolVar("");
            released.add(gone);
            cost.addTerm(gone, all + 1 + size.applyAsLong(holder));
            holder.seats()
                    .forEach(seat -> held.computeIfAbsent(seat.host(), host -> new ArrayList<>())
                            .add(new Held(gone, seat.share())));
        }
    }

    /** What may become free of the counter. */
    private Optional<LinearExpr> more(int host, Counter counter, long most, List<Held> held) {
        if (lever == Lever.RELEASE) {
            LinearExprBuilder back = LinearExpr.newBuilder();
            held.forEach(each -> back.addTerm(each.released(), counter.of(each.share(), cluster.machine(host))));
            return Optional.of(back.build());
        }
        if (most == 0 || !lever.frees(counter.resource())) {
            return Optional.empty();
        }
        if (lever == Lever.HOSTS) {
            return Optional.of(LinearExpr.term(moved(host), most));
        }
        IntVar freed = model.newIntVar(0, most, "");
        cost.add(freed);
        return Optional.of(LinearExpr.term(freed, 1));
    }

    private BoolVar moved(int hostOrDomain) {
        return moved.computeIfAbsent(hostOrDomain, any -> {
            BoolVar variable = model.newBoolVar("");
            cost.add(variable);
            return variable;
        });
    }

    private void addTotals() {
        List<LinearExpr> kinds = new ArrayList<>();
        for (int kind = 0; kind < gang.workers().size(); kind++) {
            LinearExprBuilder sum = LinearExpr.newBuilder();
            for (HostRoom room : hosts.values()) {
                sum.add(room.workers.get(kind));
            }
            int count = gang.workers().get(kind).count();
            LinearExpr all = sum.build();
            if (lever == Lever.WORKERS) {
                BoolVar some = model.newBoolVar("");
                model.addLessOrEqual(all, LinearExpr.term(some, count));
                present.add(some);
                cost.addTerm(all, -1).add(count);
            } else {
                model.addEquality(all, count);
                present.add(model.trueLiteral());
            }
            kinds.add(all);
        }
        if (lever == Lever.WORKERS) {
            question.quota().ifPresent(quota -> quotaByWorkers(quota.left(), kinds));
        }
    }

    private void quotaByWorkers(Amounts left, List<LinearExpr> kinds) {
        for (Limit resource : Demand.RESOURCES) {
            LinearExprBuilder taken = LinearExpr.newBuilder();
            for (int kind = 0; kind < kinds.size(); kind++) {
                taken.addTerm(
                        kinds.get(kind),
                        Demand.amount(Demand.of(gang.workers().get(kind).need()), resource));
            }
            if (Demand.amount(left, resource) != Long.MAX_VALUE) {
                model.addLessOrEqual(taken, Math.max(0, Demand.amount(left, resource)));
            }
        }
    }

    /** What the gang is over its quota comes back from holders that count against it. */
    private void quotaByRelease() {
        Amounts over = Demand.over(question);
        for (Limit resource : Demand.RESOURCES) {
            LinearExprBuilder back = LinearExpr.newBuilder();
            for (int i = 0; i < released.size(); i++) {
                Holder holder = question.holders().get(i);
                long amount = holder.sameQuota() ? Demand.amount(Demand.of(holder), resource) : 0;
                back.addTerm(released.get(i), amount);
            }
            if (Demand.amount(over, resource) > 0) {
                model.addGreaterOrEqual(back, Demand.amount(over, resource));
            }
        }
    }

    private OptionalInt packLevel(Gang of) {
        return of.wish().pack().filter(Gang.Pack::required).stream()
                .mapToInt(pack -> level(pack.level()))
                .findFirst();
    }

    /** All workers in one domain. */
    private void pack(int level) {
        choose(level);
        hosts.forEach((host, room) -> model.addLessOrEqual(
                room.all(), LinearExpr.term(packed.get(domains.domainOf(level, host)), room.most())));
    }

    /** One of the domains in which there is room. */
    private void choose(int level) {
        hosts.keySet()
                .forEach(host -> packed.computeIfAbsent(domains.domainOf(level, host), any -> model.newBoolVar("")));
        if (!packed.isEmpty()) {
            model.addExactlyOne(packed.values().toArray(Literal[]::new));
        }
    }

    private void apart(int level) {
        byDomain(level).values().forEach(workers -> model.addLessOrEqual(workers, 1));
    }

    private Map<Integer, LinearExpr> byDomain(int level) {
        Map<Integer, LinearExprBuilder> sums = new TreeMap<>();
        hosts.forEach(
                (host, room) -> sums.computeIfAbsent(domains.domainOf(level, host), any -> LinearExpr.newBuilder())
                        .add(room.all()));
        Map<Integer, LinearExpr> built = new TreeMap<>();
        sums.forEach((domain, sum) -> built.put(domain, sum.build()));
        return built;
    }

    /**
     * Of two domains that count, none has more workers than the other by more than the skew. If all workers have to be in one
     * outer domain, only those in it count, also where that is relaxed: in one of one's choice then.
     */
    private void spread(Gang.Spread spread) {
        int level = level(spread.level());
        OptionalInt outer = packLevel(counting.gang());
        if (outer.isPresent() && level <= outer.getAsInt()) {
            return;
        }
        if (outer.isPresent() && packLevel(gang).isEmpty()) {
            choose(outer.getAsInt());
            byDomain(outer.getAsInt())
                    .forEach((domain, workers) ->
                            model.addGreaterOrEqual(workers, 1).onlyEnforceIf(packed.get(domain)));
        }
        Map<Integer, LinearExpr> workers = byDomain(level);
        IntVar least = model.newIntVar(0, gang.size(), "");
        LinearExpr most =
                LinearExpr.newBuilder().add(least).add(spread.maxSkew()).build();
        workers.values().forEach(here -> model.addLessOrEqual(here, most));
        for (int host = 0; host < domains.hosts(); host++) {
            int number = host;
            LinearExpr here = workers.getOrDefault(domains.domainOf(level, host), LinearExpr.constant(0));
            countedIf(host, outer)
                    .ifPresent(conditions -> kindsFor(number).forEach(kind -> {
                        Constraint atLeast = model.addLessOrEqual(least, here);
                        atLeast.onlyEnforceIf(kind);
                        atLeast.onlyEnforceIf(conditions.toArray(Literal[]::new));
                    }));
        }
    }

    /** Whether there are any workers that the host would take if nothing of it were taken, by kind. */
    private List<Literal> kindsFor(int host) {
        Machine machine = counting.cluster().machine(host);
        return IntStream.range(0, present.size())
                .filter(kind -> counting.gang().workers().get(kind).need().fits(machine))
                .mapToObj(present::get)
                .toList();
    }

    /** What has to be true for the host's domain to count because of it; empty if it never does. */
    private Optional<List<Literal>> countedIf(int host, OptionalInt outer) {
        List<Literal> conditions = new ArrayList<>();
        if (outer.isPresent()) {
            Literal chosen = packed.get(domains.domainOf(outer.getAsInt(), host));
            if (chosen == null) {
                return Optional.empty();
            }
            conditions.add(chosen);
        }
        boolean open = counting.cluster().machine(host).open();
        boolean avoid = notCounted.holds(host);
        if (!open || avoid) {
            boolean changes = lever == Lever.OPEN || lever == Lever.AVOID;
            if (!changes || !hosts.containsKey(host)) {
                return Optional.empty();
            }
            conditions.add(moved(open ? avoided.domainOf(host) : host));
        }
        return Optional.of(conditions);
    }

    private Found.Way way(CpSolver solver, boolean smallest) {
        List<Integer> workers = new ArrayList<>();
        for (int kind = 0; kind < gang.workers().size(); kind++) {
            int number = kind;
            workers.add((int) hosts.values().stream()
                    .mapToLong(room -> solver.value(room.workers.get(number)))
                    .sum());
        }
        Set<Integer> changed = new TreeSet<>();
        moved.forEach((number, variable) -> {
            if (solver.booleanValue(variable)) {
                changed.add(number);
            }
        });
        List<Integer> gone = new ArrayList<>();
        for (int i = 0; i < released.size(); i++) {
            if (solver.booleanValue(released.get(i))) {
                gone.add(i);
            }
        }
        OptionalInt domain = packed.entrySet().stream()
                .filter(each -> solver.booleanValue(each.getValue()))
                .mapToInt(Map.Entry::getKey)
                .findFirst();
        return new Found.Way(
                workers,
                (int) Math.ceil(solver.bestObjectiveBound() - 1e-6),
                hosts.values().stream()
                        .flatMap(room -> room.freed(solver).stream())
                        .toList(),
                gone,
                changed,
                domain,
                smallest);
    }
}
