package dev.heddle.ovs.openflow;

import java.util.List;

/**
 * Counters of a meter (OFPMP_METER_STATS).
 *
 * @param flows that use the meter
 * @param packets that came to it; as {@code bytes}
 * @param durationNanos since the meter was added
 * @param bands what each band dropped or changed
 */
public record MeterStats(
        int meter, long flows, long packets, long bytes, long durationNanos, List<GroupStats.Counter> bands) {
    public MeterStats {
        bands = List.copyOf(bands);
    }
}
