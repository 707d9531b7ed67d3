package dev.heddle.ovs.openflow;

import dev.heddle.flow.Octets;

/**
 * Counters of a queue (OFPMP_QUEUE_STATS); {@link FlowStats#ABSENT} where the switch does not count.
 *
 * @param errors packets dropped for want of room
 * @param durationNanos since the queue was set up
 * @param properties as they stand on the wire
 */
public record QueueStats(
        int port, int queue, long bytes, long packets, long errors, long durationNanos, Octets properties) {}
