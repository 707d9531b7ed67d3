package dev.heddle.placement.allocation;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import dev.heddle.model.spec.AllocationSpec;
import java.math.BigDecimal;
import java.util.OptionalDouble;

/** The linear programme as it stands, for a solver that knows nothing of its form. */
final class Glop {
    static {
        Loader.loadNativeLibraries();
    }

    private Glop() {}

    /**
     * The largest objective as a part of the largest conceivable, which is Σ weight · max compute; empty where the solver
     * finds none.
     *
     * @param served what the shares of each class add up to
     */
    static OptionalDouble objective(AllocationSpec allocation, double served) {
        BigDecimal most = allocation.networks().stream()
                .map(AllocationSpec.Network::compute)
                .reduce(BigDecimal.ZERO, BigDecimal::max);
        BigDecimal weights = allocation.classes().stream()
                .map(AllocationSpec.TrafficClass::weight)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal brought = allocation.classes().stream()
                .map(AllocationSpec.TrafficClass::rate)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        MPSolver solver = MPSolver.createSolver("GLOP");
        MPObjective objective = solver.objective();
        objective.setMaximization();
        int n = allocation.networks().size();
        MPConstraint[] limits = new MPConstraint[n];
        for (int i = 0; i < n; i++) {
            double limit = Math.min(2, ratio(allocation.networks().get(i).bandwidth(), brought));
            limits[i] = solver.makeConstraint(Double.NEGATIVE_INFINITY, limit);
        }
        for (AllocationSpec.TrafficClass traffic : allocation.classes()) {
            MPConstraint all = solver.makeConstraint(served, served);
            for (int i = 0; i < n; i++) {
                MPVariable share = solver.makeNumVar(0, 1, "");
                all.setCoefficient(share, 1);
                limits[i].setCoefficient(share, ratio(traffic.rate(), brought));
                double worth = ratio(traffic.weight(), weights)
                        * ratio(allocation.networks().get(i).compute(), most);
                objective.setCoefficient(share, worth);
            }
        }
        try {
            return solver.solve() == MPSolver.ResultStatus.OPTIMAL
                    ? OptionalDouble.of(objective.value())
                    : OptionalDouble.empty();
        } finally {
            solver.delete();
        }
    }

    static double ratio(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0
                ? 0
                : part.divide(whole, java.math.MathContext.DECIMAL64).doubleValue();
    }
}
