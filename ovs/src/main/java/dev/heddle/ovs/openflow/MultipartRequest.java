package dev.heddle.ovs.openflow;

import dev.heddle.flow.Match;
import dev.heddle.flow.Octets;
import java.util.List;

/** OFPT_MULTIPART_REQUEST in one message (OpenFlow 1.5.1 section 7.3.5). */
public sealed interface MultipartRequest extends OfMessage {
    /** OFPQ_ALL. */
    int ALL_QUEUES = -1;

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

    /** OFPMP_FLOW_STATS of OpenFlow 1.5: counters alone. Open vSwitch 3.1 answers {@link Flows} only. */
    record FlowCounters(Flows of) implements MultipartRequest {}

    /** OFPMP_AGGREGATE_STATS: how many flows {@code of} asks for, and their counters added up. */
    record Aggregate(Flows of) implements MultipartRequest {}

    /** OFPMP_TABLE_STATS. */
    record Tables() implements MultipartRequest {}

    /** OFPMP_TABLE_DESC: how all tables are configured. */
    record TableDescs() implements MultipartRequest {}

    /** OFPMP_TABLE_FEATURES: asks where {@code wanted} is empty, else changes what the tables can do. */
    record TableFeatures(List<dev.heddle.ovs.openflow.TableFeatures> wanted) implements MultipartRequest {
        public static final TableFeatures ASK = new TableFeatures(List.of());

        public TableFeatures {
            wanted = List.copyOf(wanted);
        }
    }

    /** OFPMP_GROUP_DESC of one group or {@link GroupMod#ALL_GROUPS}. */
    record Groups(int group) implements MultipartRequest {}

    /** OFPMP_GROUP_STATS of one group or {@link GroupMod#ALL_GROUPS}. */
    record GroupCounters(int group) implements MultipartRequest {}

    /** OFPMP_GROUP_FEATURES. */
    record GroupFeatures() implements MultipartRequest {}

    /** OFPMP_METER_DESC of one meter or {@link dev.heddle.flow.Meter#ALL}. */
    record Meters(int meter) implements MultipartRequest {}

    /** OFPMP_METER_STATS of one meter or {@link dev.heddle.flow.Meter#ALL}. */
    record MeterCounters(int meter) implements MultipartRequest {}

    /** OFPMP_METER_FEATURES. */
    record MeterFeatures() implements MultipartRequest {}

    /** OFPMP_PORT_DESC of one port or {@link FlowMod#ANY}. */
    record Ports(int port) implements MultipartRequest {}

    /** OFPMP_PORT_STATS of one port or {@link FlowMod#ANY}. */
    record PortCounters(int port) implements MultipartRequest {}

    /** OFPMP_QUEUE_DESC of one queue or {@link #ALL_QUEUES} of one port or {@link FlowMod#ANY}. */
    record Queues(int port, int queue) implements MultipartRequest {}

    /** OFPMP_QUEUE_STATS, as {@link Queues}. */
    record QueueCounters(int port, int queue) implements MultipartRequest {}

    /** NXST_IPFIX_BRIDGE: what the bridge's sampling sent. */
    record IpfixBridge() implements MultipartRequest {}

    /** NXST_IPFIX_FLOW: what sampling by flows sent, for each set of collectors. */
    record IpfixFlows() implements MultipartRequest {}

    /** OFPMP_CONTROLLER_STATUS. Open vSwitch 3.1 refuses it. */
    record ControllerStatuses() implements MultipartRequest {}

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

    /**
     * NXST_FLOW_MONITOR, as connections of OpenFlow 1.0 to 1.2 have it; with 1.5 Open vSwitch takes {@link FlowMonitor}.
     *
     * @param flags of the constants of {@link FlowMonitor}, where {@link FlowMonitor#NO_ABBREVIATION} means own changes
     * @param outPort 16 bits; 0xffff for all
     */
    record NxFlowMonitor(int monitorId, int flags, int outPort, int table, Match match) implements MultipartRequest {}

    /** OFPMP_EXPERIMENTER of a kind that is not named here. */
    record Experimenter(int experimenter, int type, Octets body) implements MultipartRequest {}

    /** Any other type (OFPMP_*), not interpreted. */
    record Raw(int type, Octets body) implements MultipartRequest {}
}
