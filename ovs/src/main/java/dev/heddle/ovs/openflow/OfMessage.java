package dev.heddle.ovs.openflow;

import dev.heddle.flow.Octets;

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
                OfMessage.ConfigRequest,
                OfMessage.ConfigReply,
                OfMessage.SetConfig,
                FlowMod,
                GroupMod,
                MeterMod,
                PortMod,
                TableMod,
                TableStatus,
                BundleControl,
                BundleAdd,
                OfMessage.BarrierRequest,
                OfMessage.BarrierReply,
                OfMessage.RoleRequest,
                OfMessage.RoleReply,
                OfMessage.RoleStatus,
                PacketOut,
                PacketIn,
                PacketIn2,
                PacketIn2.Resume,
                PortStatus,
                FlowRemoved,
                RequestForward,
                SetAsync,
                SetAsync.Request,
                SetAsync.Reply,
                ControllerStatus.Changed,
                CtFlush,
                NxMessage,
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

    /** OFPT_GET_CONFIG_REQUEST. */
    record ConfigRequest() implements OfMessage {}

    /** OFPT_GET_CONFIG_REPLY; see {@link SetConfig}. */
    record ConfigReply(int flags, int missSendLength) implements OfMessage {}

    /**
     * OFPT_SET_CONFIG.
     *
     * @param missSendLength bytes of a packet sent on a table miss
     */
    record SetConfig(int flags, int missSendLength) implements OfMessage {
        /** Ports and ICMP types of first fragments can be matched (OFPC_FRAG_NX_MATCH of Open vSwitch). */
        public static final int FRAGMENTS_NX_MATCH = 3;
    }

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

    /** A message of a type that this library does not interpret. */
    record RawMessage(int type, Octets body) implements OfMessage {}
}
