package dev.heddle.placement.allocation;

import java.math.BigDecimal;
import java.util.List;

/** What came of an allocation. Shares and prices are in the order of the input; shares of 0 are left out. */
public sealed interface Outcome {
    /** @param share of the class, more than 0 and at most 1 */
    record Share(String trafficClass, String network, BigDecimal share) {}

    /**
     * A network that is used up.
     *
     * @param shadowPrice what one more bit/s of it would add to the objective
     */
    record Price(String network, BigDecimal shadowPrice) {}

    /**
     * Everything is carried, and the objective cannot be larger.
     *
     * @param shares add up to 1 for every class
     */
    record Optimal(BigDecimal objective, List<Share> shares, List<Price> binding) implements Outcome {
        public Optimal {
            shares = List.copyOf(shares);
            binding = List.copyOf(binding);
        }
    }

    /**
     * The classes bring more than the networks carry.
     *
     * @param classes the fewest that together exceed all networks, largest first; without any of them the rest fits
     * @param networks all of them, since any class may use any
     * @param relaxation bit/s that are missing
     * @param served the part of every class that can be carried
     * @param shares the best ones that add up to {@code served} for every class
     */
    record Infeasible(
            List<String> classes, List<String> networks, BigDecimal relaxation, BigDecimal served, List<Share> shares)
            implements Outcome {
        public Infeasible {
            classes = List.copyOf(classes);
            networks = List.copyOf(networks);
            shares = List.copyOf(shares);
        }
    }
}
