package dev.heddle.placement.gang;

import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * How many workers of one need fit on each host and into each domain, and the domains of each level in the order of it. Kept
 * with the cluster's changes: a change costs the levels, asking costs no look at every domain. Owned by the cluster's thread.
 */
public final class Slots {
    /**
     * A domain and what it holds. In the order of how full it is.
     *
     * @param count how many workers fit
     * @param free units that are free: GPUs, or thousandths of cores where the need has no GPUs
     */
    public record Entry(int count, long free, int domain) implements Comparable<Entry> {
        private static final Comparator<Entry> ORDER = Comparator.comparingInt(Entry::count)
                .thenComparingLong(Entry::free)
                .thenComparingInt(Entry::domain);

        @Override
        public int compareTo(Entry other) {
            return ORDER.compare(this, other);
        }

        /** Before all domains into which that many fit. */
        public static Entry atLeast(int count) {
            return new Entry(count, Long.MIN_VALUE, 0);
        }
    }

    private final Cluster cluster;
    private final Domains domains;
    private final Need need;
    private final int apart;
    private final int mostOnHost;
    /** By level (the last is that of the hosts) and domain: what its parts hold, without what {@code apart} says of itself. */
    private final int[][] parts;

    private final long[][] free;
    private final Entry[][] entries;
    /** By level: those into which any fit. */
    private final TreeSet<Entry>[] order;
    /** By level: the domains whose entry is old. */
    private final BitSet[] changed;

    private final BitSet hidden = new BitSet();

    /**
     * @param apart the level whose domains take one worker each, {@code domains.levels()} for hosts; beyond that: no such wish
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    Slots(Cluster cluster, Need need, int apart) {
        this.cluster = cluster;
        this.domains = cluster.domains();
        this.need = need;
        this.apart = apart;
        this.mostOnHost = apart <= domains.levels() ? 1 : Seating.MOST;
        int levels = domains.levels() + 1;
        this.parts = new int[levels][];
        this.free = new long[levels][];
        this.entries = new Entry[levels][];
        this.order = new TreeSet[levels];
        this.changed = new BitSet[levels];
        for (int level = 0; level < levels; level++) {
            parts[level] = new int[domains.domains(level)];
            free[level] = new long[domains.domains(level)];
            entries[level] = new Entry[domains.domains(level)];
            for (int domain = 0; domain < entries[level].length; domain++) {
                entries[level][domain] = new Entry(0, 0, domain);
            }
            order[level] = new TreeSet<>();
            changed[level] = new BitSet();
        }
        changed[domains.levels()].set(0, domains.hosts());
    }

    /** The level of the hosts. */
    int hosts() {
        return domains.levels();
    }

    /** What is free on the host has changed. */
    void touch(int host) {
        changed[domains.levels()].set(host);
    }

    /** Counts these hosts, and only these, as full. */
    void hide(BitSet hosts) {
        BitSet other = (BitSet) hosts.clone();
        other.xor(hidden);
        changed[domains.levels()].or(other);
        hidden.xor(other);
    }

    /** How many workers fit into the domain. */
    public int count(int level, int domain) {
        refresh();
        return entries[level][domain].count();
    }

    /** How many workers fit into all of the cluster. */
    public int total() {
        refresh();
        int sum = 0;
        for (Entry entry : order[0]) {
            sum += entry.count();
        }
        return sum;
    }

    /** The domains of the level into which any fit: those into which the fewest fit first. A view, until the next change. */
    public NavigableSet<Entry> order(int level) {
        refresh();
        return Collections.unmodifiableNavigableSet(order[level]);
    }

    /** Those of them that lie in one domain of a level further out. */
    public NavigableSet<Entry> order(int level, int outer, int domain) {
        refresh();
        TreeSet<Entry> inside = new TreeSet<>();
        int last = domains.end(outer, domain) - 1;
        int from = domains.domainOf(level, domains.first(outer, domain));
        for (int each = from; each <= domains.domainOf(level, last); each++) {
            if (entries[level][each].count() > 0) {
                inside.add(entries[level][each]);
            }
        }
        return inside;
    }

    private void refresh() {
        if (changed[domains.levels()].isEmpty()) {
            return;
        }
        for (int level = domains.levels(); level >= 0; level--) {
            for (int each = changed[level].nextSetBit(0); each >= 0; each = changed[level].nextSetBit(each + 1)) {
                refresh(level, each);
            }
            changed[level].clear();
        }
    }

    private void refresh(int level, int domain) {
        if (level == domains.levels()) {
            boolean counts = !hidden.get(domain) && cluster.machine(domain).open();
            parts[level][domain] = counts ? Seating.slots(cluster, domain, need, mostOnHost) : 0;
            free[level][domain] = counts ? need.gpus() > 0 ? cluster.freeGpuCount(domain) : cluster.freeCpu(domain) : 0;
        }
        Entry before = entries[level][domain];
        int count = level >= apart ? Math.min(1, parts[level][domain]) : parts[level][domain];
        Entry after = new Entry(count, free[level][domain], domain);
        if (after.equals(before)) {
            return;
        }
        entries[level][domain] = after;
        if (before.count() > 0) {
            order[level].remove(before);
        }
        if (after.count() > 0) {
            order[level].add(after);
        }
        if (level > 0) {
            int parent = domains.parent(level, domain);
            parts[level - 1][parent] += after.count() - before.count();
            free[level - 1][parent] += after.free() - before.free();
            changed[level - 1].set(parent);
        }
    }
}
