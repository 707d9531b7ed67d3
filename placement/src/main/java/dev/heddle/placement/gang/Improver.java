package dev.heddle.placement.gang;

import com.google.ortools.Loader;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.LinearArgument;
import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.gang.Model.Choice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Makes a placement better, or finds one, by CP-SAT within a budget: term after term of the objective, each held when the next
 * is improved. One thread, a fixed seed and a limit in counted work: the same input gives the same answer.
 */
final class Improver {
    private static final class Natives {
        static {
            Loader.loadNativeLibraries();
        }

        static void load() {}
    }

    /**
     * What came of it.
     *
     * @param plan the best known
     * @param bound no placement is better
     * @param impossible it is certain that there is no placement
     */
    record Result(Optional<Plan> plan, Score bound, boolean impossible) {}

    private final Gang gang;
    private final Cluster cluster;
    private final Objective objective;
    private final Model model;
    private final CpSolver solver = new CpSolver();
    private double left;
    private Optional<Plan> best;
    private final List<Long> bound;

    private Improver(
            Gang gang,
            Cluster cluster,
            Objective objective,
            Model model,
            Budget budget,
            Optional<Plan> known,
            Score bound) {
        this.gang = gang;
        this.cluster = cluster;
        this.objective = objective;
        this.model = model;
        this.left = budget.effort();
        this.best = known;
        this.bound = new ArrayList<>(bound.terms());
        solver.getParameters().setNumWorkers(1).setRandomSeed(0);
    }

    /**
     * Improves on what is known, if anything.
     *
     * @param bound no placement is better, term by term
     */
    static Result improve(
            Gang gang,
            Cluster cluster,
            Limits limits,
            Objective objective,
            Budget budget,
            Optional<Plan> known,
            Score bound) {
        boolean best = known.map(plan -> plan.score().equals(bound)).orElse(false);
        if (best || budget.effort() == 0) {
            return new Result(known, bound, false);
        }
        Optional<Cells> cells = Cells.of(gang, cluster, limits, objective);
        if (cells.isEmpty()) {
            return new Result(known, bound, false);
        }
        Natives.load();
        Model model = new Model(gang, cluster, limits, objective, cells.get());
        return new Improver(gang, cluster, objective, model, budget, known, bound).run();
    }

    private Result run() {
        best.ifPresent(plan -> model.hint(plan.spots()));
        for (int term = 0; term < bound.size(); term++) {
            LinearArgument value = model.term(term);
            if (best.isEmpty() || reached(term) > bound.get(term)) {
                model.model().addGreaterOrEqual(value, bound.get(term));
                if (best.isPresent()) {
                    model.model().addLessOrEqual(value, reached(term));
                }
                CpSolverStatus status = solve(value, term == bound.size() - 1 ? left : left / 2);
                if (best.isEmpty()) {
                    return new Result(best, new Score(bound), status == CpSolverStatus.INFEASIBLE);
                }
                if (status != CpSolverStatus.OPTIMAL) {
                    bound.set(term, Math.max(bound.get(term), found(status)));
                    break;
                }
                bound.set(term, reached(term));
            }
            model.model().addLessOrEqual(value, reached(term));
        }
        return new Result(best, new Score(bound), false);
    }

    /** The bound that an unfinished search has found. */
    private long found(CpSolverStatus status) {
        if (status != CpSolverStatus.FEASIBLE && status != CpSolverStatus.UNKNOWN) {
            throw new IllegalStateException(status + " though a placement is known: " + gang);
        }
        double least = solver.bestObjectiveBound();
        return (long) Math.ceil(least - Math.max(1e-6, Math.abs(least) * 1e-12));
    }

    private CpSolverStatus solve(LinearArgument value, double effort) {
        model.model().minimize(value);
        solver.getParameters().setMaxDeterministicTime(effort);
        CpSolverStatus status = solver.solve(model.model());
        left = Math.max(0, left - solver.response().getDeterministicTime());
        if (status == CpSolverStatus.OPTIMAL || status == CpSolverStatus.FEASIBLE) {
            Plan found = Plan.of(gang, cluster, objective, spots())
                    .orElseThrow(() -> new IllegalStateException("what the model allows does not fit: " + gang));
            if (best.isEmpty() || found.score().compareTo(best.get().score()) < 0) {
                best = Optional.of(found);
                model.hint(found.spots());
            }
        }
        return status;
    }

    private long reached(int term) {
        return best.orElseThrow().score().terms().get(term);
    }

    /** The first hosts of a cell take the first patterns. */
    private List<Spot> spots() {
        List<Spot> spots = new ArrayList<>();
        for (List<Choice> cell : model.cells()) {
            int next = 0;
            for (Choice choice : cell) {
                for (long i = solver.value(choice.hosts()); i > 0; i--) {
                    int host = choice.cell().hosts().get(next++);
                    for (int kind = 0; kind < gang.workers().size(); kind++) {
                        spots.addAll(Collections.nCopies(choice.pattern().get(kind), new Spot(host, kind)));
                    }
                }
            }
        }
        return spots;
    }
}
