package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Action;
import dev.heddle.flow.Match;
import dev.heddle.ovs.openflow.BundleAdd;
import dev.heddle.ovs.openflow.BundleControl;
import dev.heddle.ovs.openflow.ControllerStatus;
import dev.heddle.ovs.openflow.CtFlush;
import dev.heddle.ovs.openflow.FlowMod;
import dev.heddle.ovs.openflow.FlowRemoved;
import dev.heddle.ovs.openflow.Frame;
import dev.heddle.ovs.openflow.GroupMod;
import dev.heddle.ovs.openflow.MalformedMessage;
import dev.heddle.ovs.openflow.MeterMod;
import dev.heddle.ovs.openflow.MultipartReply;
import dev.heddle.ovs.openflow.MultipartRequest;
import dev.heddle.ovs.openflow.NxMessage;
import dev.heddle.ovs.openflow.OfError;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.OfMessage.Role;
import dev.heddle.ovs.openflow.PacketIn;
import dev.heddle.ovs.openflow.PacketIn2;
import dev.heddle.ovs.openflow.PacketOut;
import dev.heddle.ovs.openflow.PortMod;
import dev.heddle.ovs.openflow.PortStatus;
import dev.heddle.ovs.openflow.RequestForward;
import dev.heddle.ovs.openflow.SetAsync;
import dev.heddle.ovs.openflow.TableMod;
import dev.heddle.ovs.openflow.TableStatus;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OpenFlow 1.5 messages with their headers (OpenFlow 1.5.1 section 7.1). Stateless; any thread. */
public final class OpenFlowCodec {
    /** The header's length in bytes. */
    public static final int HEADER = 8;

    private static final int MAX_LENGTH = 0xffff;
    private static final int NO_BUFFER = -1;
    private static final int HELLO_VERSION_BITMAP = 1;
    private static final Role[] ROLES = Role.values();
    private static final BundleControl.Type[] BUNDLE_TYPES = BundleControl.Type.values();
    private static final PortStatus.Reason[] PORT_REASONS = PortStatus.Reason.values();

    private OpenFlowCodec() {}

    /**
     * Appends the message.
     *
     * @throws IllegalArgumentException if it would be longer than 65535 bytes or names a port that has no number; the
     *     buffer is then as before
     */
    public static void encode(int xid, OfMessage message, ByteBuf out) {
        int start = out.writerIndex();
        try {
            write(xid, message, out);
        } catch (RuntimeException e) {
            out.writerIndex(start);
            throw e;
        }
    }

    private static void write(int xid, OfMessage message, ByteBuf out) {
        int start = out.writerIndex();
        int version = message instanceof OfMessage.Hello hello ? hello.version() : OfMessage.Hello.OPENFLOW_15;
        out.writeByte(version).writeByte(type(message)).writeShort(0).writeInt(xid);
        body(xid, message, out);
        int length = out.writerIndex() - start;
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException("a message of " + length + " bytes is longer than OpenFlow allows");
        }
        out.setShort(start + 2, length);
    }

    private static int type(OfMessage message) {
        return switch (message) {
            case OfMessage.Hello m -> MessageType.HELLO;
            case OfError m -> MessageType.ERROR;
            case OfMessage.EchoRequest m -> MessageType.ECHO_REQUEST;
            case OfMessage.EchoReply m -> MessageType.ECHO_REPLY;
            case OfMessage.Experimenter m -> MessageType.EXPERIMENTER;
            case OfMessage.FeaturesRequest m -> MessageType.FEATURES_REQUEST;
            case OfMessage.FeaturesReply m -> MessageType.FEATURES_REPLY;
            case OfMessage.ConfigRequest m -> MessageType.GET_CONFIG_REQUEST;
            case OfMessage.ConfigReply m -> MessageType.GET_CONFIG_REPLY;
            case OfMessage.SetConfig m -> MessageType.SET_CONFIG;
            case FlowMod m -> MessageType.FLOW_MOD;
            case GroupMod m -> MessageType.GROUP_MOD;
            case MeterMod m -> MessageType.METER_MOD;
            case PortMod m -> MessageType.PORT_MOD;
            case TableMod m -> MessageType.TABLE_MOD;
            case TableStatus m -> MessageType.TABLE_STATUS;
            case BundleControl m -> MessageType.BUNDLE_CONTROL;
            case BundleAdd m -> MessageType.BUNDLE_ADD;
            case OfMessage.BarrierRequest m -> MessageType.BARRIER_REQUEST;
            case OfMessage.BarrierReply m -> MessageType.BARRIER_REPLY;
            case OfMessage.RoleRequest m -> MessageType.ROLE_REQUEST;
            case OfMessage.RoleReply m -> MessageType.ROLE_REPLY;
            case OfMessage.RoleStatus m -> MessageType.ROLE_STATUS;
            case PacketOut m -> MessageType.PACKET_OUT;
            case PacketIn m -> MessageType.PACKET_IN;
            case PortStatus m -> MessageType.PORT_STATUS;
            case FlowRemoved m -> MessageType.FLOW_REMOVED;
            case RequestForward m -> MessageType.REQUEST_FORWARD;
            case SetAsync m -> MessageType.SET_ASYNC;
            case SetAsync.Request m -> MessageType.GET_ASYNC_REQUEST;
            case SetAsync.Reply m -> MessageType.GET_ASYNC_REPLY;
            case ControllerStatus.Changed m -> MessageType.CONTROLLER_STATUS;
            case PacketIn2 m -> MessageType.EXPERIMENTER;
            case PacketIn2.Resume m -> MessageType.EXPERIMENTER;
            case CtFlush m -> MessageType.EXPERIMENTER;
            case NxMessage m -> MessageType.EXPERIMENTER;
            case MultipartRequest m -> MessageType.MULTIPART_REQUEST;
            case MultipartReply m -> MessageType.MULTIPART_REPLY;
            case OfMessage.RawMessage m -> m.type();
        };
    }

    private static void body(int xid, OfMessage message, ByteBuf out) {
        switch (message) {
            case OfMessage.Hello m -> hello(m, out);
            case OfError m -> error(m, out);
            case OfMessage.EchoRequest m -> out.writeBytes(m.data().toArray());
            case OfMessage.EchoReply m -> out.writeBytes(m.data().toArray());
            case OfMessage.Experimenter m ->
                out.writeInt(m.experimenter())
                        .writeInt(m.type())
                        .writeBytes(m.body().toArray());
            case OfMessage.FeaturesRequest m -> {}
            case OfMessage.FeaturesReply m ->
                out.writeLong(m.datapathId())
                        .writeInt(m.buffers())
                        .writeByte(m.tables())
                        .writeByte(m.auxiliaryId())
                        .writeZero(2)
                        .writeInt(m.capabilities())
                        .writeZero(4);
            case OfMessage.ConfigRequest m -> {}
            case OfMessage.ConfigReply m -> out.writeShort(m.flags()).writeShort(m.missSendLength());
            case OfMessage.SetConfig m -> out.writeShort(m.flags()).writeShort(m.missSendLength());
            case FlowMod m -> FlowCodec.encode(m, out);
            case GroupMod m -> GroupCodec.encode(m, out);
            case MeterMod m -> MeterCodec.encode(m, out);
            case PortMod m -> PortCodec.encode(m, out);
            case TableMod m -> TableCodec.encode(m, out);
            case TableStatus m -> {
                out.writeByte(m.reason()).writeZero(7);
                TableCodec.encode(m.table(), out);
            }
            case BundleControl m ->
                out.writeInt(m.bundleId()).writeShort(Values.code(m.type())).writeShort(m.flags());
            case BundleAdd m -> {
                out.writeInt(m.bundleId()).writeShort(0).writeShort(m.flags());
                write(xid, m.message(), out);
            }
            case OfMessage.BarrierRequest m -> {}
            case OfMessage.BarrierReply m -> {}
            case OfMessage.RoleRequest m -> role(m.role(), m.generation(), out);
            case OfMessage.RoleReply m -> role(m.role(), m.generation(), out);
            case OfMessage.RoleStatus m ->
                out.writeInt(Values.code(m.role()))
                        .writeByte(m.reason())
                        .writeZero(3)
                        .writeLong(m.generation());
            case PacketOut m -> packetOut(m, out);
            case PacketIn m -> packetIn(m, out);
            case PortStatus m -> {
                out.writeByte(Values.code(m.reason())).writeZero(7);
                PortCodec.encode(m.port(), out);
            }
            case FlowRemoved m -> FlowCodec.encode(m, out);
            case RequestForward m -> write(m.xid(), m.request(), out);
            case SetAsync m -> NxCodec.masks(m.masks(), out);
            case SetAsync.Request m -> {}
            case SetAsync.Reply m -> NxCodec.masks(m.masks(), out);
            case ControllerStatus.Changed m -> ControllerStatusCodec.encode(m.status(), out);
            case PacketIn2 m -> NxCodec.encode(m, out);
            case PacketIn2.Resume m -> NxCodec.encode(m, out);
            case CtFlush m -> NxCodec.encode(m, out);
            case NxMessage m -> NxCodec.encode(m, out);
            case MultipartRequest m -> MultipartRequestCodec.encode(m, out);
            case MultipartReply m -> MultipartReplyCodec.encode(m, out);
            case OfMessage.RawMessage m -> out.writeBytes(m.body().toArray());
        }
    }

    private static void hello(OfMessage.Hello hello, ByteBuf out) {
        if (hello.versions() != 0) {
            out.writeShort(HELLO_VERSION_BITMAP).writeShort(8).writeInt(hello.versions());
        }
    }

    private static void error(OfError error, ByteBuf out) {
        out.writeShort(error.type()).writeShort(error.code());
        if (error.type() == OfError.EXPERIMENTER) {
            out.writeInt(error.experimenter());
        }
        out.writeBytes(error.data().toArray());
    }

    private static void role(Role role, long generation, ByteBuf out) {
        out.writeInt(Values.code(role)).writeZero(4).writeLong(generation);
    }

    private static void packetOut(PacketOut packet, ByteBuf out) {
        int start = out.writerIndex();
        out.writeInt(NO_BUFFER).writeInt(0);
        MatchCodec.encode(packet.match(), out);
        int actionsAt = out.writerIndex();
        ActionCodec.encode(packet.actions(), out);
        out.setShort(start + 4, out.writerIndex() - actionsAt);
        out.writeBytes(packet.data().toArray());
    }

    private static void packetIn(PacketIn packet, ByteBuf out) {
        out.writeInt(packet.bufferId()).writeShort(packet.totalLength());
        out.writeByte(packet.reason()).writeByte(packet.table()).writeLong(packet.cookie());
        MatchCodec.encode(packet.match(), out);
        out.writeZero(2).writeBytes(packet.data().toArray());
    }

    /**
     * Takes one message from the buffer, or returns null and takes nothing while it is not there whole.
     *
     * @throws MalformedMessage where the bytes are no message; the buffer is then no longer of use
     */
    public static @Nullable Frame decode(ByteBuf in) {
        if (in.readableBytes() < HEADER) {
            return null;
        }
        int start = in.readerIndex();
        int length = in.getUnsignedShort(start + 2);
        if (length < HEADER) {
            throw new Reader(in, start, start + HEADER).malformed("a message of length " + length);
        }
        if (in.readableBytes() < length) {
            return null;
        }
        Frame frame = frame(new Reader(in, start, start + length), true);
        in.skipBytes(length);
        return frame;
    }

    /** @param outer whether the message may carry another */
    private static Frame frame(Reader in, boolean outer) {
        int version = in.u8();
        int type = in.u8();
        in.skip(2);
        int xid = in.i32();
        if (version != OfMessage.Hello.OPENFLOW_15 && type != MessageType.HELLO && type != MessageType.ERROR) {
            throw in.malformed("a message of wire version " + version);
        }
        if (!outer && (type == MessageType.BUNDLE_ADD || type == MessageType.REQUEST_FORWARD)) {
            throw in.malformed("a message of type " + type + " inside another");
        }
        return new Frame(version, xid, message(version, type, in));
    }

    private static OfMessage message(int version, int type, Reader in) {
        return switch (type) {
            case MessageType.HELLO -> decodeHello(version, in);
            case MessageType.ERROR -> decodeError(in);
            case MessageType.ECHO_REQUEST -> new OfMessage.EchoRequest(in.rest());
            case MessageType.ECHO_REPLY -> new OfMessage.EchoReply(in.rest());
            case MessageType.EXPERIMENTER -> NxCodec.decode(in);
            case MessageType.FEATURES_REQUEST -> new OfMessage.FeaturesRequest();
            case MessageType.FEATURES_REPLY -> decodeFeatures(in);
            case MessageType.GET_CONFIG_REQUEST -> new OfMessage.ConfigRequest();
            case MessageType.GET_CONFIG_REPLY -> new OfMessage.ConfigReply(in.u16(), in.u16());
            case MessageType.SET_CONFIG -> new OfMessage.SetConfig(in.u16(), in.u16());
            case MessageType.FLOW_MOD -> FlowCodec.decodeMod(in);
            case MessageType.METER_MOD -> MeterCodec.decodeMod(in);
            case MessageType.PORT_MOD -> PortCodec.decodeMod(in);
            case MessageType.TABLE_MOD -> TableCodec.decodeMod(in);
            case MessageType.TABLE_STATUS -> {
                int reason = in.u8();
                in.skip(7);
                yield new TableStatus(reason, TableCodec.desc(in));
            }
            case MessageType.GROUP_MOD -> GroupCodec.decodeMod(in);
            case MessageType.BUNDLE_CONTROL ->
                new BundleControl(in.i32(), Values.of(BUNDLE_TYPES, in.u16(), in), in.u16());
            case MessageType.BUNDLE_ADD -> decodeBundleAdd(in);
            case MessageType.BARRIER_REQUEST -> new OfMessage.BarrierRequest();
            case MessageType.BARRIER_REPLY -> new OfMessage.BarrierReply();
            case MessageType.ROLE_REQUEST -> new OfMessage.RoleRequest(decodeRole(in), in.i64());
            case MessageType.ROLE_REPLY -> new OfMessage.RoleReply(decodeRole(in), in.i64());
            case MessageType.ROLE_STATUS -> decodeRoleStatus(in);
            case MessageType.PACKET_OUT -> decodePacketOut(in);
            case MessageType.PACKET_IN -> decodePacketIn(in);
            case MessageType.PORT_STATUS -> decodePortStatus(in);
            case MessageType.FLOW_REMOVED -> FlowCodec.decodeRemoved(in);
            case MessageType.REQUEST_FORWARD -> decodeRequestForward(in);
            case MessageType.SET_ASYNC -> new SetAsync(NxCodec.masks(in));
            case MessageType.GET_ASYNC_REQUEST -> new SetAsync.Request();
            case MessageType.GET_ASYNC_REPLY -> new SetAsync.Reply(NxCodec.masks(in));
            case MessageType.CONTROLLER_STATUS -> new ControllerStatus.Changed(ControllerStatusCodec.decode(in));
            case MessageType.MULTIPART_REQUEST -> MultipartRequestCodec.decode(in);
            case MessageType.MULTIPART_REPLY -> MultipartReplyCodec.decode(in);
            default -> new OfMessage.RawMessage(type, in.rest());
        };
    }

    private static OfMessage decodeHello(int version, Reader in) {
        int versions = 0;
        while (in.hasMore()) {
            Reader element = in.element(2, 4, "a hello element");
            in.skip(Math.min(-element.remaining() & 7, in.remaining()));
            int type = element.u16();
            element.skip(2);
            if (type == HELLO_VERSION_BITMAP && element.remaining() >= 4) {
                versions = element.i32();
            }
        }
        return new OfMessage.Hello(version, versions);
    }

    private static OfError decodeError(Reader in) {
        int type = in.u16();
        int code = in.u16();
        return new OfError(type, code, type == OfError.EXPERIMENTER ? in.i32() : 0, in.rest());
    }

    private static OfMessage decodeFeatures(Reader in) {
        long datapath = in.i64();
        int buffers = in.i32();
        int tables = in.u8();
        int auxiliary = in.u8();
        in.skip(2);
        return new OfMessage.FeaturesReply(datapath, buffers, tables, auxiliary, in.i32());
    }

    private static OfMessage decodeBundleAdd(Reader in) {
        int bundle = in.i32();
        in.skip(2);
        int flags = in.u16();
        return new BundleAdd(bundle, flags, inner(in).message());
    }

    private static OfMessage decodeRequestForward(Reader in) {
        Frame inner = inner(in);
        return new RequestForward(inner.xid(), inner.message());
    }

    private static Frame inner(Reader in) {
        return frame(in.element(2, HEADER, "an inner message"), false);
    }

    private static Role decodeRole(Reader in) {
        Role role = Values.of(ROLES, in.i32(), in);
        in.skip(4);
        return role;
    }

    private static OfMessage decodeRoleStatus(Reader in) {
        Role role = Values.of(ROLES, in.i32(), in);
        int reason = in.u8();
        in.skip(3);
        return new OfMessage.RoleStatus(role, reason, in.i64());
    }

    private static OfMessage decodePacketOut(Reader in) {
        in.skip(4);
        int actionsLength = in.u16();
        in.skip(2);
        Match match = MatchCodec.decode(in);
        List<Action> actions = ActionCodec.decode(in.part(actionsLength));
        return new PacketOut(match, actions, in.rest());
    }

    private static OfMessage decodePacketIn(Reader in) {
        int buffer = in.i32();
        int length = in.u16();
        int reason = in.u8();
        int table = in.u8();
        long cookie = in.i64();
        Match match = MatchCodec.decode(in);
        in.skip(2);
        return new PacketIn(buffer, length, reason, table, cookie, match, in.rest());
    }

    private static OfMessage decodePortStatus(Reader in) {
        PortStatus.Reason reason = Values.of(PORT_REASONS, in.u8(), in);
        in.skip(7);
        return new PortStatus(reason, PortCodec.decode(in));
    }
}
