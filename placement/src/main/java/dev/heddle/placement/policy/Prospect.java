package dev.heddle.placement.policy;

import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.gang.Slots;
import dev.heddle.placement.gang.Slots.Entry;
import java.util.BitSet;
import java.util.Iterator;

/**
 * What a gang may hope for that waits: how soon it would fit into fewer racks. It would fit into t racks once one rack has
 * enough room beside the t - 1 that have the most.
 */
final class Prospect {
    private final Domains domains;
    private final Slots now;
    private final Slots empty;
    private final int level;
    /** By rack: how often a second a host of it comes free for a worker. */
    private final double[] rates;

    /**
     * Looks at each host once.
     *
     * @param now what fits
     * @param empty what would fit if nothing were taken
     */
    Prospect(Domains domains, Slots now, Slots empty, Releases releases, double time) {
        this.domains = domains;
        this.now = now;
        this.empty = empty;
        this.level = domains.levels() - 1;
        this.rates = new double[domains.domains(level)];
        for (int host = 0; host < domains.hosts(); host++) {
            if (now.count(domains.levels(), host) == 0 && empty.count(domains.levels(), host) > 0) {
                rates[domains.domainOf(level, host)] += releases.rate(host, time);
            }
        }
    }

    /**
     * Racks saved a second.
     *
     * @param workers of the gang, that now take {@code racks} racks
     * @param fewest racks that would hold it if nothing were taken; less than {@code racks}
     */
    double saved(int workers, int racks, int fewest) {
        double best = (racks - fewest) * rate(workers, fewest);
        return racks - 1 == fewest ? best : Math.max(best, rate(workers, racks - 1));
    }

    /** How often a second the workers would come to fit into so many racks. */
    private double rate(int workers, int racks) {
        BitSet roomiest = new BitSet();
        int open = workers;
        for (Iterator<Entry> each = now.order(level).descendingIterator();
                roomiest.cardinality() < racks - 1 && each.hasNext(); ) {
            Entry entry = each.next();
            roomiest.set(entry.domain());
            open -= entry.count();
        }
        double best = 0;
        for (int rack = roomiest.nextClearBit(0);
                rack < domains.domains(level);
                rack = roomiest.nextClearBit(rack + 1)) {
            int lacking = open - now.count(level, rack);
            if (lacking > 0 && empty.count(level, rack) >= open) {
                best = Math.max(best, rates[rack] / lacking);
            }
        }
        return best;
    }
}
