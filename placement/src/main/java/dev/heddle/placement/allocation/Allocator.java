package dev.heddle.placement.allocation;

import dev.heddle.model.spec.AllocationSpec;
import dev.heddle.model.spec.AllocationSpec.Network;
import dev.heddle.model.spec.AllocationSpec.TrafficClass;
import dev.heddle.placement.allocation.Outcome.Infeasible;
import dev.heddle.placement.allocation.Outcome.Optimal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the best sharing of networks, in time that grows as sorting them does. */
public final class Allocator {
    private Allocator() {}

    public static Outcome solve(AllocationSpec allocation) {
        List<Network> networks = allocation.networks();
        List<TrafficClass> classes = allocation.classes();
        BigDecimal carried = sum(networks.stream().map(Network::bandwidth).toList());
        BigDecimal brought = sum(classes.stream().map(TrafficClass::rate).toList());
        if (brought.compareTo(carried) <= 0) {
            Sharing all = new Sharing(allocation, BigDecimal.ONE, BigDecimal.ONE);
            return new Optimal(all.objective(), all.shares(), all.binding());
        }
        Sharing part = new Sharing(allocation, carried, brought);
        return new Infeasible(
                conflict(classes, carried),
                networks.stream().map(Network::name).toList(),
                brought.subtract(carried),
                carried.divide(brought, Sharing.PRECISION),
                part.shares());
    }

    /** Without any one of them the rest fits, since the rest is no larger than all but the last taken. */
    private static List<String> conflict(List<TrafficClass> classes, BigDecimal carried) {
        List<TrafficClass> largestFirst = new ArrayList<>(classes);
        largestFirst.sort(Comparator.comparing(TrafficClass::rate).reversed());
        List<String> out = new ArrayList<>();
        BigDecimal taken = BigDecimal.ZERO;
        for (TrafficClass next : largestFirst) {
            if (taken.compareTo(carried) > 0) {
                break;
            }
            out.add(next.name());
            taken = taken.add(next.rate());
        }
        return out;
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
