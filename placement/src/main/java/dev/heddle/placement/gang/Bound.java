package dev.heddle.placement.gang;

import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.gang.Slots.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What no placement of a gang can be better than, found without search. Some workers need at least as much as others; a bound for
 * those, if they needed no more than the least of them, is one for the gang.
 */
final class Bound {
    /** How many prices of a domain are tried. */
    private static final int MOST_PRICES = 32;

    /** So many workers, each of which needs as much as the slots are for. */
    private record Demand(Slots slots, int workers) {}

    private final Gang gang;
    private final Domains domains;
    private final Objective objective;
    private final List<Demand> demands = new ArrayList<>();

    /** @param slotsOf within the gang's limits */
    Bound(Gang gang, Domains domains, Objective objective, Function<Need, Slots> slotsOf) {
        this.gang = gang;
        this.domains = domains;
        this.objective = objective;
        demands.add(new Demand(slotsOf.apply(gang.least()), gang.size()));
        for (Workers kind : gang.workers()) {
            int asMuch = gang.workers().stream()
                    .filter(other -> other.need().rails() == kind.need().rails())
                    .filter(other -> other.need().max(kind.need()).equals(other.need()))
                    .mapToInt(Workers::count)
                    .sum();
            if (asMuch < gang.size()) {
                demands.add(new Demand(slotsOf.apply(kind.need()), asMuch));
            }
        }
    }

    /**
     * The terms of the bound: the fewest domains that hold the workers, those of outer levels given how few inner ones there are
     * to be; a worker of u units takes at least u² of company with it; a tier may be empty.
     *
     * @param reached the score of a placement, if one is known; what is not below it is not looked at closer
     */
    Score score(Optional<Score> reached) {
        List<Long> terms = new ArrayList<>();
        for (int level : objective.spans()) {
            int term = terms.size();
            long used = demands.stream()
                    .mapToLong(demand -> fewest(demand, level))
                    .max()
                    .orElse(0);
            for (int inner = 0; inner < term && used < most(reached, term); inner++) {
                int innerLevel = objective.spans().get(inner);
                if (innerLevel > level) {
                    for (Demand demand : demands) {
                        used = Math.max(used, fewest(demand, level, innerLevel, terms.get(inner)));
                    }
                }
            }
            terms.add(used);
        }
        long company = 0;
        for (Workers workers : gang.workers()) {
            long units = objective.units(workers.need());
            company = Math.addExact(company, Math.multiplyExact(workers.count(), Math.multiplyExact(units, units)));
        }
        terms.addAll(Collections.nCopies(objective.companies().size(), company));
        if (!objective.shared().isEmpty()) {
            terms.add(0L);
        }
        return new Score(terms);
    }

    private static long most(Optional<Score> reached, int term) {
        return reached.map(score -> score.terms().get(term)).orElse(Long.MAX_VALUE);
    }

    private static long fewest(Demand demand, int level) {
        long held = 0;
        long used = 0;
        for (Iterator<Entry> each = demand.slots().order(level).descendingIterator();
                held < demand.workers() && each.hasNext(); ) {
            held += each.next().count();
            used++;
        }
        return used;
    }

    /**
     * The fewest outer domains of which {@code most} inner ones hold the workers. If each inner domain costs a price, an outer one
     * is worth what its inner ones hold beyond the price; whatever the price, the outer domains that are worth most, with the
     * price of all inner ones paid back, hold no less than any that could be chosen.
     */
    private long fewest(Demand demand, int outer, int inner, long most) {
        int[] counts =
                demand.slots().order(inner).stream().mapToInt(Entry::count).toArray();
        int[] prices = Arrays.stream(counts).distinct().toArray();
        int step = Math.ceilDiv(Math.max(prices.length, 1), MOST_PRICES);
        long fewest = 0;
        for (int i = 0; i < prices.length; i += step) {
            long price = prices[i];
            long[] worth = new long[domains.domains(outer)];
            for (Entry entry : demand.slots().order(inner).tailSet(Entry.atLeast(prices[i]))) {
                worth[domains.domainOf(outer, domains.first(inner, entry.domain()))] += entry.count() - price;
            }
            Arrays.sort(worth);
            long held = price * most;
            long used = 0;
            while (held < demand.workers() && used < worth.length) {
                used++;
                held += worth[worth.length - (int) used];
            }
            fewest = Math.max(fewest, used);
        }
        return fewest;
    }
}
