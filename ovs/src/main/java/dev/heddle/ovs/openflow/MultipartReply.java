package dev.heddle.ovs.openflow;

import dev.heddle.flow.Group;
import dev.heddle.flow.Octets;
import java.util.List;

/** OFPT_MULTIPART_REPLY: one part of an answer. */
public sealed interface MultipartReply extends OfMessage {
    /** Whether further parts follow (OFPMPF_REPLY_MORE). */
    boolean more();

    /** OFPMP_DESC. */
    record Desc(boolean more, String manufacturer, String hardware, String software, String serial, String datapath)
            implements MultipartReply {}

    /** OFPMP_FLOW_DESC. */
    record Flows(boolean more, List<FlowEntry> entries) implements MultipartReply {
        public Flows {
            entries = List.copyOf(entries);
        }
    }

    /** OFPMP_AGGREGATE_STATS; {@link FlowStats#ABSENT} where the switch did not give a sum. */
    record Aggregate(boolean more, long flows, long packets, long bytes) implements MultipartReply {}

    /** OFPMP_TABLE_STATS. */
    record Tables(boolean more, List<TableEntry> entries) implements MultipartReply {
        /**
         * @param active number of flows
         * @param lookups packets looked up
         * @param matched packets that hit a flow
         */
        public record TableEntry(int table, long active, long lookups, long matched) {}

        public Tables {
            entries = List.copyOf(entries);
        }
    }

    /** OFPMP_GROUP_DESC. */
    record Groups(boolean more, List<GroupEntry> entries) implements MultipartReply {
        /** @param properties group properties as received */
        public record GroupEntry(Group group, Octets properties) {}

        public Groups {
            entries = List.copyOf(entries);
        }
    }

    /** OFPMP_GROUP_STATS. */
    record GroupCounters(boolean more, List<CounterEntry> entries) implements MultipartReply {
        /** @param references flows and groups that use the group; Open vSwitch counts flows */
        public record CounterEntry(
                int group, long references, long packets, long bytes, long durationNanos, List<BucketCounter> buckets) {
            public CounterEntry {
                buckets = List.copyOf(buckets);
            }
        }

        /** In the order of the group's buckets. */
        public record BucketCounter(long packets, long bytes) {}

        public GroupCounters {
            entries = List.copyOf(entries);
        }
    }

    /** OFPMP_PORT_DESC. */
    record Ports(boolean more, List<PortDesc> entries) implements MultipartReply {
        public Ports {
            entries = List.copyOf(entries);
        }
    }

    /** OFPMP_FLOW_MONITOR, in the order of the changes. */
    record FlowUpdates(boolean more, List<FlowUpdate> updates) implements MultipartReply {
        public FlowUpdates {
            updates = List.copyOf(updates);
        }
    }

    /** Any other type (OFPMP_*), not interpreted. */
    record Raw(boolean more, int type, Octets body) implements MultipartReply {}
}
