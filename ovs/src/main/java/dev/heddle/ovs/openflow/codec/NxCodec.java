package dev.heddle.ovs.openflow.codec;

import dev.heddle.ovs.openflow.CtFlush;
import dev.heddle.ovs.openflow.NxMessage;
import dev.heddle.ovs.openflow.NxMessage.TlvMap;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.PacketIn2;
import dev.heddle.ovs.openflow.SetAsync;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** Experimenter messages of Open vSwitch (nicira-ext.h). */
final class NxCodec {
    static final int NICIRA = 0x2320;

    private static final int SET_PACKET_IN_FORMAT = 16;
    private static final int SET_ASYNC_CONFIG = 19;
    private static final int SET_CONTROLLER_ID = 20;
    private static final int FLOW_MONITOR_CANCEL = 21;
    private static final int FLOW_MONITOR_PAUSED = 22;
    private static final int FLOW_MONITOR_RESUMED = 23;
    private static final int TLV_TABLE_MOD = 24;
    private static final int TLV_TABLE_REQUEST = 25;
    private static final int TLV_TABLE_REPLY = 26;
    private static final int SET_ASYNC_CONFIG2 = 27;
    private static final int RESUME = 28;
    private static final int CT_FLUSH_ZONE = 29;
    private static final int PACKET_IN2 = 30;
    private static final int CT_FLUSH = 32;
    private static final NxMessage.SetPacketInFormat.Format[] FORMATS = NxMessage.SetPacketInFormat.Format.values();
    private static final NxMessage.TlvTableMod.Command[] COMMANDS = NxMessage.TlvTableMod.Command.values();

    private NxCodec() {}

    private static ByteBuf header(int type, ByteBuf out) {
        return out.writeInt(NICIRA).writeInt(type);
    }

    static void encode(PacketIn2 packet, ByteBuf out) {
        PacketIn2Codec.encode(packet, header(PACKET_IN2, out));
    }

    static void encode(PacketIn2.Resume resume, ByteBuf out) {
        PacketIn2Codec.encode(resume.packet(), header(RESUME, out));
    }

    static void encode(CtFlush flush, ByteBuf out) {
        CtFlushCodec.encode(flush, header(CT_FLUSH, out));
    }

    static void encode(NxMessage message, ByteBuf out) {
        switch (message) {
            case NxMessage.SetPacketInFormat m ->
                header(SET_PACKET_IN_FORMAT, out).writeInt(Values.code(m.format()));
            case NxMessage.SetControllerId m ->
                header(SET_CONTROLLER_ID, out).writeZero(6).writeShort(m.id());
            case NxMessage.SetAsyncConfig m ->
                header(SET_ASYNC_CONFIG, out)
                        .writeInt(m.packetIn())
                        .writeInt(m.packetInSecondary())
                        .writeInt(m.portStatus())
                        .writeInt(m.portStatusSecondary())
                        .writeInt(m.flowRemoved())
                        .writeInt(m.flowRemovedSecondary());
            case NxMessage.SetAsyncConfig2 m -> masks(m.masks(), header(SET_ASYNC_CONFIG2, out));
            case NxMessage.TlvTableMod m ->
                maps(
                        m.maps(),
                        header(TLV_TABLE_MOD, out)
                                .writeShort(Values.code(m.command()))
                                .writeZero(6));
            case NxMessage.TlvTableRequest m -> header(TLV_TABLE_REQUEST, out);
            case NxMessage.TlvTableReply m ->
                maps(
                        m.maps(),
                        header(TLV_TABLE_REPLY, out)
                                .writeInt((int) m.maxSpace())
                                .writeShort(m.maxFields())
                                .writeZero(10));
            case NxMessage.CtFlushZone m ->
                header(CT_FLUSH_ZONE, out).writeZero(6).writeShort(m.zone());
            case NxMessage.FlowMonitorCancel m ->
                header(FLOW_MONITOR_CANCEL, out).writeInt(m.monitorId());
            case NxMessage.FlowMonitorPaused m -> header(FLOW_MONITOR_PAUSED, out);
            case NxMessage.FlowMonitorResumed m -> header(FLOW_MONITOR_RESUMED, out);
        }
    }

    static OfMessage decode(Reader in) {
        int experimenter = in.i32();
        int type = in.i32();
        if (experimenter != NICIRA) {
            return new OfMessage.Experimenter(experimenter, type, in.rest());
        }
        return switch (type) {
            case SET_PACKET_IN_FORMAT -> new NxMessage.SetPacketInFormat(Values.of(FORMATS, in.i32(), in));
            case SET_CONTROLLER_ID -> new NxMessage.SetControllerId(u16After6(in));
            case SET_ASYNC_CONFIG ->
                new NxMessage.SetAsyncConfig(in.i32(), in.i32(), in.i32(), in.i32(), in.i32(), in.i32());
            case SET_ASYNC_CONFIG2 -> new NxMessage.SetAsyncConfig2(masks(in));
            case TLV_TABLE_MOD -> {
                NxMessage.TlvTableMod.Command command = Values.of(COMMANDS, in.u16(), in);
                in.skip(6);
                yield new NxMessage.TlvTableMod(command, maps(in));
            }
            case TLV_TABLE_REQUEST -> new NxMessage.TlvTableRequest();
            case TLV_TABLE_REPLY -> {
                long space = in.u32();
                int fields = in.u16();
                in.skip(10);
                yield new NxMessage.TlvTableReply(space, fields, maps(in));
            }
            case CT_FLUSH_ZONE -> new NxMessage.CtFlushZone(u16After6(in));
            case CT_FLUSH -> CtFlushCodec.decode(in);
            case FLOW_MONITOR_CANCEL -> new NxMessage.FlowMonitorCancel(in.i32());
            case FLOW_MONITOR_PAUSED -> new NxMessage.FlowMonitorPaused();
            case FLOW_MONITOR_RESUMED -> new NxMessage.FlowMonitorResumed();
            case PACKET_IN2 -> PacketIn2Codec.decode(in);
            case RESUME -> new PacketIn2.Resume(PacketIn2Codec.decode(in));
            default -> new OfMessage.Experimenter(experimenter, type, in.rest());
        };
    }

    private static int u16After6(Reader in) {
        in.skip(6);
        return in.u16();
    }

    /** Also the body of the standard messages. */
    static void masks(List<SetAsync.Mask> masks, ByteBuf out) {
        masks.forEach(mask -> Properties.u32(mask.type(), mask.reasons(), out));
    }

    static List<SetAsync.Mask> masks(Reader in) {
        return Properties.all(
                in,
                "an async property",
                p -> new SetAsync.Mask(p.type(), p.body().i32()));
    }

    private static void maps(List<TlvMap> maps, ByteBuf out) {
        for (TlvMap map : maps) {
            out.writeShort(map.optionClass()).writeByte(map.optionType()).writeByte(map.length());
            out.writeShort(map.index()).writeZero(2);
        }
    }

    private static List<TlvMap> maps(Reader in) {
        List<TlvMap> out = new ArrayList<>();
        while (in.hasMore()) {
            out.add(new TlvMap(in.u16(), in.u8(), in.u8(), in.u16()));
            in.skip(2);
        }
        return out;
    }
}
