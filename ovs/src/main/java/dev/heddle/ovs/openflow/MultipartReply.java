package dev.heddle.ovs.openflow;

import dev.heddle.flow.Group;
import dev.heddle.flow.Meter;
import dev.heddle.flow.Octets;
import java.util.ArrayList;
import java.util.List;

/** OFPT_MULTIPART_REPLY: one part of an answer. */
public sealed interface MultipartReply extends OfMessage
        permits MultipartReply.Desc,
                MultipartReply.Aggregate,
                MultipartReply.Listed,
                GroupFeatures,
                MeterFeatures,
                MultipartReply.IpfixBridge,
                MultipartReply.Experimenter,
                MultipartReply.Raw {
    /** Whether further parts follow (OFPMPF_REPLY_MORE). */
    boolean more();

    /**
     * What the parts of one answer say together.
     *
     * @param kind of every part
     * @throws IllegalArgumentException if a part is of another kind
     */
    static <T, P extends Listed<T>> List<T> entries(List<? extends OfMessage> parts, Class<P> kind) {
        List<T> out = new ArrayList<>();
        for (OfMessage part : parts) {
            if (!kind.isInstance(part)) {
                throw new IllegalArgumentException("wanted " + kind.getSimpleName() + ", got " + part);
            }
            out.addAll(kind.cast(part).entries());
        }
        return out;
    }

    /** OFPMP_DESC. */
    record Desc(boolean more, String manufacturer, String hardware, String software, String serial, String datapath)
            implements MultipartReply {}

    /** OFPMP_AGGREGATE_STATS; {@link FlowStats#ABSENT} where the switch did not give a sum. */
    record Aggregate(boolean more, long flows, long packets, long bytes) implements MultipartReply {}

    /** A part that is a list. */
    sealed interface Listed<T> extends MultipartReply {
        List<T> entries();
    }

    /** OFPMP_FLOW_DESC. */
    record Flows(boolean more, List<FlowEntry> entries) implements Listed<FlowEntry> {
        public Flows {
            entries = List.copyOf(entries);
        }
    }

    /** OFPMP_FLOW_STATS of OpenFlow 1.5. */
    record FlowCounterList(boolean more, List<FlowCounters> entries) implements Listed<FlowCounters> {
        public FlowCounterList {
            entries = List.copyOf(entries);
        }
    }

    /** OFPMP_TABLE_STATS. */
    record Tables(boolean more, List<TableStats> entries) implements Listed<TableStats> {
        public Tables {
            entries = List.copyOf(entries);
        }
    }

    /** OFPMP_TABLE_DESC. */
    record TableDescs(boolean more, List<TableDesc> entries) implements Listed<TableDesc> {
        public TableDescs {
            entries = List.copyOf(entries);
        }
    }

    /** OFPMP_TABLE_FEATURES. */
    record TableFeatureList(boolean more, List<TableFeatures> entries) implements Listed<TableFeatures> {
        public TableFeatureList {
            entries = List.copyOf(entries);
        }
    }

    /** OFPMP_GROUP_DESC. */
    record Groups(boolean more, List<Group> entries) implements Listed<Group> {
        public Groups {
            entries = List.copyOf(entries);
        }
    }

    /** OFPMP_GROUP_STATS. */
    record GroupCounters(boolean more, List<GroupStats> entries) implements Listed<GroupStats> {
        public GroupCounters {
            entries = List.copyOf(entries);
        }
    }

    /** OFPMP_METER_DESC. */
    record Meters(boolean more, List<Meter> entries) implements Listed<Meter> {
        public Meters {
            entries = List.copyOf(entries);
        }
    }

    /** OFPMP_METER_STATS. */
    record MeterCounters(boolean more, List<MeterStats> entries) implements Listed<MeterStats> {
        public MeterCounters {
            entries = List.copyOf(entries);
        }
    }

    /** OFPMP_PORT_DESC. */
    record Ports(boolean more, List<PortDesc> entries) implements Listed<PortDesc> {
        public Ports {
            entries = List.copyOf(entries);
        }
    }

    /** OFPMP_PORT_STATS. */
    record PortCounters(boolean more, List<PortStats> entries) implements Listed<PortStats> {
        public PortCounters {
            entries = List.copyOf(entries);
        }
    }

    /** OFPMP_QUEUE_DESC. */
    record Queues(boolean more, List<QueueDesc> entries) implements Listed<QueueDesc> {
        public Queues {
            entries = List.copyOf(entries);
        }
    }

    /** OFPMP_QUEUE_STATS. */
    record QueueCounters(boolean more, List<QueueStats> entries) implements Listed<QueueStats> {
        public QueueCounters {
            entries = List.copyOf(entries);
        }
    }

    /** OFPMP_FLOW_MONITOR, in the order of the changes. */
    record FlowUpdates(boolean more, List<FlowUpdate> entries) implements Listed<FlowUpdate> {
        public FlowUpdates {
            entries = List.copyOf(entries);
        }
    }

    /** NXST_FLOW_MONITOR, in the order of the changes. */
    record NxFlowUpdates(boolean more, List<FlowUpdate> entries) implements Listed<FlowUpdate> {
        public NxFlowUpdates {
            entries = List.copyOf(entries);
        }
    }

    /** NXST_IPFIX_FLOW. */
    record IpfixFlows(boolean more, List<IpfixStats> entries) implements Listed<IpfixStats> {
        public IpfixFlows {
            entries = List.copyOf(entries);
        }
    }

    /** OFPMP_CONTROLLER_STATUS. */
    record ControllerStatuses(boolean more, List<ControllerStatus> entries) implements Listed<ControllerStatus> {
        public ControllerStatuses {
            entries = List.copyOf(entries);
        }
    }

    /** NXST_IPFIX_BRIDGE. */
    record IpfixBridge(boolean more, IpfixStats stats) implements MultipartReply {}

    /** OFPMP_EXPERIMENTER of a kind that is not named here. */
    record Experimenter(boolean more, int experimenter, int type, Octets body) implements MultipartReply {}

    /** Any other type (OFPMP_*), not interpreted. */
    record Raw(boolean more, int type, Octets body) implements MultipartReply {}
}
