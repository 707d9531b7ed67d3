package dev.heddle.placement.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.spec.AllocationSpec;
import dev.heddle.model.spec.AllocationSpec.Network;
import dev.heddle.model.spec.AllocationSpec.TrafficClass;
import dev.heddle.placement.allocation.Outcome.Infeasible;
import dev.heddle.placement.allocation.Outcome.Optimal;
import dev.heddle.placement.allocation.Outcome.Price;
import dev.heddle.placement.allocation.Outcome.Share;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks an outcome by the definitions of API and linear programming, knowing nothing of how it was found. */
final class Audit {
    /** Shares, prices and objectives are rounded to 34 digits. */
    private static final BigDecimal TINY = new BigDecimal("1e-28");

    private final AllocationSpec allocation;
    private final Map<String, Network> networks = new LinkedHashMap<>();
    private final Map<String, TrafficClass> classes = new LinkedHashMap<>();

    Audit(AllocationSpec allocation) {
        this.allocation = allocation;
        allocation.networks().forEach(n -> networks.put(n.name(), n));
        allocation.classes().forEach(c -> classes.put(c.name(), c));
    }

    /** What no allocation can be worth more than. */
    BigDecimal largestObjective() {
        return allocation.classes().stream()
                .map(TrafficClass::weight)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .multiply(mostCompute());
    }

    private BigDecimal mostCompute() {
        return allocation.networks().stream().map(Network::compute).reduce(BigDecimal.ZERO, BigDecimal::max);
    }

    BigDecimal brought() {
        return allocation.classes().stream().map(TrafficClass::rate).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    BigDecimal carried() {
        return allocation.networks().stream().map(Network::bandwidth).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    void check(Outcome outcome) {
        assertThat(outcome instanceof Optimal).isEqualTo(brought().compareTo(carried()) <= 0);
        switch (outcome) {
            case Optimal optimal -> check(optimal);
            case Infeasible infeasible -> check(infeasible);
        }
    }

    private void check(Optimal optimal) {
        checkShares(optimal.shares(), BigDecimal.ONE);
        assertThat(optimal.objective()).satisfies(o -> near(o, objective(optimal.shares()), o));
        Map<String, BigDecimal> prices = new LinkedHashMap<>();
        networks.keySet().forEach(n -> prices.put(n, BigDecimal.ZERO));
        for (Price price : optimal.binding()) {
            Network network = networks.get(price.network());
            near(used(network, optimal.shares()), network.bandwidth(), network.bandwidth());
            assertThat(price.shadowPrice()).isNotNegative();
            prices.put(price.network(), price.shadowPrice());
        }
        checkDual(optimal, prices);
    }

    /**
     * Prices with which no class would rather be elsewhere, and whose worth is the objective, prove it the largest, and lie
     * between the derivatives.
     */
    private void checkDual(Optimal optimal, Map<String, BigDecimal> prices) {
        BigDecimal dual = BigDecimal.ZERO;
        for (Network network : networks.values()) {
            dual = dual.add(network.bandwidth().multiply(prices.get(network.name())));
        }
        for (TrafficClass traffic : classes.values()) {
            BigDecimal best = networks.values().stream()
                    .map(n -> gain(traffic, n, prices))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            dual = dual.add(best);
            for (Share share : optimal.shares()) {
                if (share.trafficClass().equals(traffic.name())) {
                    Network network = networks.get(share.network());
                    near(gain(traffic, network, prices), best, traffic.weight().multiply(mostCompute()));
                }
            }
        }
        near(dual, optimal.objective(), largestObjective());
    }

    private static BigDecimal gain(TrafficClass traffic, Network network, Map<String, BigDecimal> prices) {
        return traffic.weight()
                .multiply(network.compute())
                .subtract(traffic.rate().multiply(prices.get(network.name())));
    }

    private void check(Infeasible infeasible) {
        assertThat(infeasible.networks()).containsExactlyElementsOf(networks.keySet());
        assertThat(infeasible.relaxation()).isEqualByComparingTo(brought().subtract(carried()));
        near(infeasible.served().multiply(brought()), carried(), carried());
        checkShares(infeasible.shares(), infeasible.served());
        List<BigDecimal> rates = infeasible.classes().stream()
                .map(name -> classes.get(name).rate())
                .toList();
        BigDecimal all = rates.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(all).isGreaterThan(carried());
        rates.forEach(one -> assertThat(all.subtract(one)).isLessThanOrEqualTo(carried()));
        BigDecimal largestOfOneLess = classes.values().stream()
                .map(TrafficClass::rate)
                .sorted(Comparator.reverseOrder())
                .limit(rates.size() - 1L)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(largestOfOneLess).isLessThanOrEqualTo(carried());
    }

    private void checkShares(List<Share> shares, BigDecimal served) {
        for (TrafficClass traffic : classes.values()) {
            BigDecimal sum = shares.stream()
                    .filter(s -> s.trafficClass().equals(traffic.name()))
                    .map(Share::share)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            near(sum, served, BigDecimal.ONE);
        }
        shares.forEach(s -> assertThat(s.share()).isPositive());
        for (Network network : networks.values()) {
            BigDecimal limit = network.bandwidth().add(TINY.multiply(brought()));
            assertThat(used(network, shares)).isLessThanOrEqualTo(limit);
        }
    }

    private BigDecimal used(Network network, List<Share> shares) {
        return shares.stream()
                .filter(s -> s.network().equals(network.name()))
                .map(s -> s.share().multiply(classes.get(s.trafficClass()).rate()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    BigDecimal objective(List<Share> shares) {
        return shares.stream()
                .map(s -> s.share()
                        .multiply(classes.get(s.trafficClass()).weight())
                        .multiply(networks.get(s.network()).compute()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void near(BigDecimal found, BigDecimal expected, BigDecimal scale) {
        assertThat(found.subtract(expected).abs())
                .as("%s against %s", found, expected)
                .isLessThanOrEqualTo(scale.abs().multiply(TINY));
    }
}
