package dev.heddle.placement.gang;

import dev.heddle.placement.gang.Slots.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;

/** How many workers go into each of a few domains of one level. */
record Picks(Map<Integer, Integer> workers, int left) {
    /**
     * The fewest of these domains that hold the workers; among so few, the fullest that still do. Only the last is left with
     * room.
     *
     * @return with how many more would fit; empty if they do not fit
     */
    static Optional<Picks> fewest(NavigableSet<Entry> domains, int workers) {
        List<Entry> emptiest = new ArrayList<>();
        long held = 0;
        for (Iterator<Entry> each = domains.descendingIterator(); held < workers && each.hasNext(); ) {
            Entry entry = each.next();
            emptiest.add(entry);
            held += entry.count();
        }
        if (held < workers) {
            return Optional.empty();
        }
        Map<Integer, Integer> picks = new LinkedHashMap<>();
        Set<Entry> used = new HashSet<>();
        int open = workers;
        int next = 0;
        for (int more = emptiest.size(); more > 0; more--) {
            // What the emptiest of the unused hold, one fewer than are still to be picked, is held - largest[last].
            Entry last = emptiest.get(next + more - 1);
            long others = held - last.count();
            Entry fit = fullest(domains, (int) Math.max(1, open - others), used);
            boolean fuller = fit.count() < last.count() || more == 1;
            Entry pick = fuller ? fit : emptiest.get(next++);
            held -= fuller ? last.count() : pick.count();
            used.add(pick);
            picks.put(pick.domain(), Math.min(open, pick.count()));
            open -= Math.min(open, pick.count());
            if (open == 0) {
                return Optional.of(new Picks(picks, pick.count() - picks.get(pick.domain())));
            }
        }
        throw new IllegalStateException("no room for " + open + " of " + workers);
    }

    private static Entry fullest(NavigableSet<Entry> domains, int workers, Set<Entry> used) {
        for (Entry entry : domains.tailSet(Entry.atLeast(workers))) {
            if (!used.contains(entry)) {
                return entry;
            }
        }
        throw new IllegalStateException("none of the domains holds " + workers);
    }
}
