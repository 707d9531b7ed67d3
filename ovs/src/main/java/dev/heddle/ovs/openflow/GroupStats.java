package dev.heddle.ovs.openflow;

import java.util.List;

/**
 * Counters of a group (OFPMP_GROUP_STATS).
 *
 * @param references flows and groups that use the group; Open vSwitch counts flows
 * @param durationNanos since the group was added
 * @param buckets in the order of the group's buckets
 */
public record GroupStats(
        int group, long references, long packets, long bytes, long durationNanos, List<Counter> buckets) {
    /** Of one bucket, or one band of a meter. */
    public record Counter(long packets, long bytes) {}

    public GroupStats {
        buckets = List.copyOf(buckets);
    }
}
