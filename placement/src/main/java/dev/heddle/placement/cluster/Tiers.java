package dev.heddle.placement.cluster;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The bandwidth that domains share towards the rest of the fabric, as a rack's uplinks.
 *
 * @param bandwidth by level, then by domain: bit/s, at least 1. Levels that are not there are not shared
 */
public record Tiers(SortedMap<Integer, List<Long>> bandwidth) {
    public static final Tiers NONE = new Tiers(Collections.emptySortedMap());

    public Tiers {
        SortedMap<Integer, List<Long>> copy = new TreeMap<>();
        bandwidth.forEach((level, domains) -> copy.put(level, List.copyOf(domains)));
        bandwidth = Collections.unmodifiableSortedMap(copy);
    }

    public static Tiers of(Map<Integer, List<Long>> bandwidth) {
        return new Tiers(new TreeMap<>(bandwidth));
    }

    /** The levels that are shared. */
    public Set<Integer> levels() {
        return bandwidth.keySet();
    }

    /** Bit/s of one domain of a level that is shared. */
    public long of(int level, int domain) {
        return Objects.requireNonNull(bandwidth.get(level), "not shared").get(domain);
    }
}
