package dev.heddle.ovs.openflow;

/**
 * Counters of a flow (OXS, OpenFlow 1.5.1 section 7.2.4); {@link #ABSENT} where the switch did not give one.
 *
 * @param durationNanos since the flow was added
 * @param idleNanos since its last packet; Open vSwitch counts whole seconds
 */
public record FlowStats(long durationNanos, long idleNanos, long packets, long bytes) {
    public static final long ABSENT = -1;
    public static final FlowStats NONE = new FlowStats(ABSENT, ABSENT, ABSENT, ABSENT);
}
