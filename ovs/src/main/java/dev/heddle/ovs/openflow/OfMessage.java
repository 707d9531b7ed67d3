package dev.heddle.ovs.openflow;

import dev.heddle.flow.Action;
import dev.heddle.flow.Match;
import dev.heddle.flow.Octets;
import java.util.List;

/**
 * One OpenFlow 1.5 message without its header (OpenFlow 1.5.1 section 7). Numbers are unsigned in their OpenFlow width;
 * ports, groups and cookies of 32 and 64 bits use all bits of {@code int} and {@code long}.
 */
public sealed interface OfMessage
        permits OfMessage.Hello,
                OfError,
                OfMessage.EchoRequest,
                OfMessage.EchoReply,
                OfMessage.Experimenter,
                OfMessage.FeaturesRequest,
                OfMessage.FeaturesReply,
                OfMessage.SetConfig,
                FlowMod,
                GroupMod,
                OfMessage.BundleControl,
                OfMessage.BundleAdd,
                OfMessage.BarrierRequest,
                OfMessage.BarrierReply,
                OfMessage.RoleRequest,
                OfMessage.RoleReply,
                OfMessage.RoleStatus,
                OfMessage.PacketOut,
                OfMessage.PacketIn,
                OfMessage.PortStatus,
                OfMessage.FlowRemoved,
                OfMessage.RequestForward,
                OfMessage.SetAsync,
                MultipartRequest,
                MultipartReply,
                OfMessage.RawMessage {

    /**
     * OFPT_HELLO.
     *
     * @param version of the header: the highest that the sender speaks
     * @param versions bit n is wire version n, from the first bitmap word; 0 when the sender gave no bitmap
     */
    record Hello(int version, int versions) implements OfMessage {
        /** Wire version of OpenFlow 1.5. */
        public static final int OPENFLOW_15 = 6;

        /** Whether the two sides can speak OpenFlow 1.5. */
        public boolean speaks15() {
            return versions == 0 ? version >= OPENFLOW_15 : (versions >>> OPENFLOW_15 & 1) != 0;
        }
    }

    /** OFPT_ECHO_REQUEST with any data. */
    record EchoRequest(Octets data) implements OfMessage {}

    /** OFPT_ECHO_REPLY with the request's data. */
    record EchoReply(Octets data) implements OfMessage {}

    /** OFPT_EXPERIMENTER, not interpreted. */
    record Experimenter(int experimenter, int type, Octets body) implements OfMessage {}

    /** OFPT_FEATURES_REQUEST. */
    record FeaturesRequest() implements OfMessage {}

    /** OFPT_FEATURES_REPLY. */
    record FeaturesReply(long datapathId, int buffers, int tables, int auxiliaryId, int capabilities)
            implements OfMessage {}

    /**
     * OFPT_SET_CONFIG.
     *
     * @param missSendLength bytes of a packet sent on a table miss
     */
    record SetConfig(int flags, int missSendLength) implements OfMessage {
        /** Ports and ICMP types of first fragments can be matched (OFPC_FRAG_NX_MATCH of Open vSwitch). */
        public static final int FRAGMENTS_NX_MATCH = 3;
    }

    /** OFPT_BUNDLE_CONTROL. */
    record BundleControl(int bundleId, Type type, int flags) implements OfMessage {
        /** All messages or none. */
        public static final int ATOMIC = 1;

        /** In the order in which they were added. */
        public static final int ORDERED = 2;

        /** OFPBCT_*; the ordinal is the value on the wire. */
        public enum Type {
            OPEN_REQUEST,
            OPEN_REPLY,
            CLOSE_REQUEST,
            CLOSE_REPLY,
            COMMIT_REQUEST,
            COMMIT_REPLY,
            DISCARD_REQUEST,
            DISCARD_REPLY
        }
    }

    /** OFPT_BUNDLE_ADD_MESSAGE; the inner message carries the xid of the outer. */
    record BundleAdd(int bundleId, int flags, OfMessage message) implements OfMessage {}

    /** OFPT_BARRIER_REQUEST. */
    record BarrierRequest() implements OfMessage {}

    /** OFPT_BARRIER_REPLY. */
    record BarrierReply() implements OfMessage {}

    /** Controller roles; the ordinal is the value on the wire. */
    enum Role {
        NO_CHANGE,
        EQUAL,
        PRIMARY,
        SECONDARY
    }

    /** OFPT_ROLE_REQUEST; a generation older than the newest seen is refused as OFPRRFC_STALE. */
    record RoleRequest(Role role, long generation) implements OfMessage {}

    /** OFPT_ROLE_REPLY: the role now held. */
    record RoleReply(Role role, long generation) implements OfMessage {}

    /**
     * OFPT_ROLE_STATUS.
     *
     * @param reason OFPCRR_*: 0 another controller became primary, 1 configuration
     */
    record RoleStatus(Role role, int reason, long generation) implements OfMessage {}

    /**
     * OFPT_PACKET_OUT of an unbuffered packet.
     *
     * @param match the pipeline fields that the packet starts with, the ingress port at least
     */
    record PacketOut(Match match, List<Action> actions, Octets data) implements OfMessage {
        public PacketOut {
            actions = List.copyOf(actions);
        }
    }

    /**
     * OFPT_PACKET_IN.
     *
     * @param totalLength of the packet, of which {@code data} may be the start
     * @param reason OFPR_*
     * @param match the packet's pipeline fields
     */
    record PacketIn(int bufferId, int totalLength, int reason, int table, long cookie, Match match, Octets data)
            implements OfMessage {}

    /** OFPT_PORT_STATUS. */
    record PortStatus(Reason reason, PortDesc port) implements OfMessage {
        /** OFPPR_*; the ordinal is the value on the wire. */
        public enum Reason {
            ADD,
            DELETE,
            MODIFY
        }
    }

    /**
     * OFPT_FLOW_REMOVED.
     *
     * @param reason OFPRR_*
     * @param idleTimeout seconds, as {@code hardTimeout}
     */
    record FlowRemoved(
            int table,
            int reason,
            int priority,
            int idleTimeout,
            int hardTimeout,
            long cookie,
            Match match,
            FlowStats stats)
            implements OfMessage {}

    /** OFPT_REQUESTFORWARD: another controller's group or meter change. */
    record RequestForward(int xid, OfMessage request) implements OfMessage {}

    /** OFPT_SET_ASYNC: which asynchronous messages the controller wants; what is not named stays. */
    record SetAsync(List<Mask> masks) implements OfMessage {
        public static final int PACKET_IN_SECONDARY = 0;
        public static final int PACKET_IN = 1;
        public static final int PORT_STATUS_SECONDARY = 2;
        public static final int PORT_STATUS = 3;
        public static final int FLOW_REMOVED_SECONDARY = 4;
        public static final int FLOW_REMOVED = 5;
        public static final int ROLE_STATUS_SECONDARY = 6;
        public static final int ROLE_STATUS = 7;
        public static final int TABLE_STATUS_SECONDARY = 8;
        public static final int TABLE_STATUS = 9;
        public static final int REQUEST_FORWARD_SECONDARY = 10;
        public static final int REQUEST_FORWARD = 11;

        /**
         * @param type one of the constants above (OFPACPT_*)
         * @param reasons bit n is reason n
         */
        public record Mask(int type, int reasons) {}

        public SetAsync {
            masks = List.copyOf(masks);
        }
    }

    /** A message of a type that this library does not interpret. */
    record RawMessage(int type, Octets body) implements OfMessage {}
}
