package dev.heddle.placement.gang;

import dev.heddle.placement.gang.Slots.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** What no placement of a gang can be better than, found without search. */
final class Bound {
    private Bound() {}

    /**
     * Each term by itself: the fewest domains that would hold the gang if all workers needed the least that any needs; a
     * worker of u units takes at least u² of company with it.
     *
     * @param least the slots of that need
     */
    static Score of(Gang gang, Objective objective, Slots least) {
        List<Long> terms = new ArrayList<>();
        for (int level : objective.spans()) {
            terms.add(fewest(least, level, gang.size()));
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

    private static long fewest(Slots slots, int level, int workers) {
        long held = 0;
        long used = 0;
        for (Iterator<Entry> each = slots.order(level).descendingIterator(); held < workers && each.hasNext(); ) {
            held += each.next().count();
            used++;
        }
        return used;
    }
}
