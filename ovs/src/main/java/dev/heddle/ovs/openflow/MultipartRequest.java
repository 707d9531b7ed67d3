package dev.heddle.ovs.openflow;

import dev.heddle.flow.Match;
import dev.heddle.flow.Octets;

/** OFPT_MULTIPART_REQUEST in one message (OpenFlow 1.5.1 section 7.3.5). */
public sealed interface MultipartRequest extends OfMessage {
    /** OFPMP_DESC. */
    record Desc() implements MultipartRequest {}

    /**
     * OFPMP_FLOW_DESC: flows with instructions and counters.
     *
     * @param table or {@link FlowMod#ALL_TABLES}
     * @param outPort only flows that output there, or {@link FlowMod#ANY}; as {@code outGroup}
     * @param match only flows at least as specific
     */
    record Flows(int table, int outPort, int outGroup, long cookie, long cookieMask, Match match)
            implements MultipartRequest {
        public static final Flows ALL = of(FlowMod.ALL_TABLES, 0, 0);

        /** Flows of a table, or of all, whose cookie equals {@code cookie} under {@code cookieMask}. */
        public static Flows of(int table, long cookie, long cookieMask) {
            return new Flows(table, FlowMod.ANY, FlowMod.ANY, cookie, cookieMask, Match.ANY);
        }
    }

    /** OFPMP_AGGREGATE_STATS: how many flows {@code of} asks for, and their counters added up. */
    record Aggregate(Flows of) implements MultipartRequest {}

    /** OFPMP_TABLE_STATS. */
    record Tables() implements MultipartRequest {}

    /** OFPMP_GROUP_DESC of one group or {@link GroupMod#ALL_GROUPS}. */
    record Groups(int group) implements MultipartRequest {}

    /** OFPMP_GROUP_STATS of one group or {@link GroupMod#ALL_GROUPS}. */
    record GroupCounters(int group) implements MultipartRequest {}

    /** OFPMP_PORT_DESC of one port or {@link FlowMod#ANY}. */
    record Ports(int port) implements MultipartRequest {}

    /**
     * OFPMP_FLOW_MONITOR. Later changes come as {@link MultipartReply.FlowUpdates} that answer no request.
     *
     * @param outPort only flows that output there, or {@link FlowMod#ANY}; as {@code outGroup}
     * @param flags of the constants below
     * @param table or {@link FlowMod#ALL_TABLES}
     */
    record FlowMonitor(int monitorId, int outPort, int outGroup, int flags, int table, Command command, Match match)
            implements MultipartRequest {
        public static final int INITIAL = 1;
        public static final int ADD = 1 << 1;
        public static final int REMOVED = 1 << 2;
        public static final int MODIFY = 1 << 3;
        public static final int INSTRUCTIONS = 1 << 4;
        /** Own changes in full, too. */
        public static final int NO_ABBREVIATION = 1 << 5;

        public static final int ONLY_OWN = 1 << 6;

        /** OFPFMC_*; the ordinal is the value on the wire. */
        public enum Command {
            ADD,
            MODIFY,
            DELETE
        }

        /** Watches all tables. */
        public static FlowMonitor add(int monitorId, int flags) {
            return new FlowMonitor(
                    monitorId, FlowMod.ANY, FlowMod.ANY, flags, FlowMod.ALL_TABLES, Command.ADD, Match.ANY);
        }

        public static FlowMonitor cancel(int monitorId) {
            return new FlowMonitor(
                    monitorId, FlowMod.ANY, FlowMod.ANY, 0, FlowMod.ALL_TABLES, Command.DELETE, Match.ANY);
        }
    }

    /** Any other type (OFPMP_*), not interpreted. */
    record Raw(int type, Octets body) implements MultipartRequest {}
}
