package dev.heddle.flow;

/**
 * A flow with what a line of ovs-ofctl(8) may say beside it.
 *
 * @param cookieMask for modify and delete: only flows whose cookie equals the flow's under this mask; 0 for all
 * @param idleTimeout seconds, 0 is never; as {@code hardTimeout}
 * @param importance eviction precedence, 0 to 65535
 * @param flags OFPFF_* bits
 * @param outPort for delete: only flows that output there; {@link #ANY} for all; as {@code outGroup}
 */
public record FlowSpec(
        Flow flow,
        long cookieMask,
        int idleTimeout,
        int hardTimeout,
        int importance,
        int flags,
        int outPort,
        int outGroup) {
    /** OFPP_ANY and OFPG_ANY. */
    public static final int ANY = -1;

    /** The default priority of OpenFlow's text form. */
    public static final int DEFAULT_PRIORITY = 32768;

    public static final int SEND_FLOW_REMOVED = 1;
    public static final int CHECK_OVERLAP = 1 << 1;
    public static final int RESET_COUNTS = 1 << 2;
    public static final int NO_PACKET_COUNTS = 1 << 3;
    public static final int NO_BYTE_COUNTS = 1 << 4;

    public static FlowSpec of(Flow flow) {
        return new FlowSpec(flow, 0, 0, 0, 0, 0, ANY, ANY);
    }

    /** The same about another flow. */
    public FlowSpec with(Flow other) {
        return new FlowSpec(other, cookieMask, idleTimeout, hardTimeout, importance, flags, outPort, outGroup);
    }
}
