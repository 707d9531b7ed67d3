package dev.heddle.ovs.openflow;

import java.util.List;

/** Messages of Open vSwitch's own (nicira-ext.h, NXT_*) that have no counterpart in OpenFlow. */
public sealed interface NxMessage extends OfMessage {
    /** NXT_SET_PACKET_IN_FORMAT: how packets for the controller are sent from now on. */
    record SetPacketInFormat(Format format) implements NxMessage {
        /** The ordinal is the value on the wire. */
        public enum Format {
            /** {@link PacketIn}. */
            STANDARD,
            /** NXT_PACKET_IN. */
            NXT,
            /** {@link PacketIn2}. */
            NXT2
        }
    }

    /** NXT_SET_CONTROLLER_ID: the 16-bit id by which controller actions name this connection; 0 at first. */
    record SetControllerId(int id) implements NxMessage {}

    /**
     * NXT_SET_ASYNC_CONFIG, the older form of {@link SetAsync}; bit n is reason n.
     *
     * @param packetInSecondary while the role is secondary, as the other two
     */
    record SetAsyncConfig(
            int packetIn,
            int packetInSecondary,
            int portStatus,
            int portStatusSecondary,
            int flowRemoved,
            int flowRemovedSecondary)
            implements NxMessage {}

    /** NXT_SET_ASYNC_CONFIG2; with OpenFlow 1.5 Open vSwitch takes {@link SetAsync} instead. */
    record SetAsyncConfig2(List<SetAsync.Mask> masks) implements NxMessage {
        public SetAsyncConfig2 {
            masks = List.copyOf(masks);
        }
    }

    /** One tunnel option that {@code tun_metadata<index>} stands for; {@code length} is a multiple of 4, to 124. */
    record TlvMap(int optionClass, int optionType, int length, int index) {}

    /** NXT_TLV_TABLE_MOD. */
    record TlvTableMod(Command command, List<TlvMap> maps) implements NxMessage {
        /** NTTMC_*; the ordinal is the value on the wire. */
        public enum Command {
            ADD,
            DELETE,
            CLEAR
        }

        public TlvTableMod {
            maps = List.copyOf(maps);
        }
    }

    /** NXT_TLV_TABLE_REQUEST. */
    record TlvTableRequest() implements NxMessage {}

    /**
     * NXT_TLV_TABLE_REPLY.
     *
     * @param maxSpace bytes that all options together can have, 32 bits
     * @param maxFields how many options can be mapped
     */
    record TlvTableReply(long maxSpace, int maxFields, List<TlvMap> maps) implements NxMessage {
        public TlvTableReply {
            maps = List.copyOf(maps);
        }
    }

    /** NXT_CT_FLUSH_ZONE: forgets every connection of a zone. */
    record CtFlushZone(int zone) implements NxMessage {}

    /** NXT_FLOW_MONITOR_CANCEL; with OpenFlow 1.5 it is {@link MultipartRequest.FlowMonitor#cancel}. */
    record FlowMonitorCancel(int monitorId) implements NxMessage {}

    /** NXT_FLOW_MONITOR_PAUSED. */
    record FlowMonitorPaused() implements NxMessage {}

    /** NXT_FLOW_MONITOR_RESUMED. */
    record FlowMonitorResumed() implements NxMessage {}
}
