package dev.heddle.placement.cluster;

import dev.heddle.model.pool.Gpus;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one worker holds of a host.
 *
 * @param cpu thousandths of a core
 * @param memory bytes
 * @param storage bytes
 * @param bandwidth bit/s by the uplink's index
 */
public record Share(long cpu, long memory, long storage, Gpus gpus, SortedMap<Integer, Long> bandwidth) {
    public Share {
        bandwidth = Collections.unmodifiableSortedMap(new TreeMap<>((Map<Integer, Long>) bandwidth));
    }

    public static Share ofGpus(Gpus gpus) {
        return new Share(0, 0, 0, gpus, Collections.emptySortedMap());
    }
}
