package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Flow;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Match;
import dev.heddle.ovs.openflow.FlowEntry;
import dev.heddle.ovs.openflow.FlowMod;
import dev.heddle.ovs.openflow.FlowStats;
import dev.heddle.ovs.openflow.FlowUpdate;
import dev.heddle.ovs.openflow.OfMessage;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** The messages and multipart entries that are about one flow. */
final class FlowCodec {
    private static final int NO_BUFFER = -1;
    private static final int ABBREVIATED = 4;
    private static final int PAUSED = 5;
    private static final int RESUMED = 6;
    private static final FlowMod.Command[] COMMANDS = FlowMod.Command.values();
    private static final FlowUpdate.Full.Event[] EVENTS = FlowUpdate.Full.Event.values();

    private FlowCodec() {}

    static void encode(FlowMod mod, ByteBuf out) {
        Flow flow = mod.flow();
        out.writeLong(flow.cookie()).writeLong(mod.cookieMask());
        out.writeByte(flow.table()).writeByte(Values.code(mod.command()));
        out.writeShort(mod.idleTimeout()).writeShort(mod.hardTimeout()).writeShort(flow.priority());
        out.writeInt(NO_BUFFER).writeInt(mod.outPort()).writeInt(mod.outGroup());
        out.writeShort(mod.flags()).writeShort(mod.importance());
        MatchCodec.encode(flow.match(), out);
        if (mod.command() != FlowMod.Command.DELETE && mod.command() != FlowMod.Command.DELETE_STRICT) {
            InstructionCodec.encode(flow.instructions(), out);
        }
    }

    static FlowMod decodeMod(Reader in) {
        long cookie = in.i64();
        long cookieMask = in.i64();
        int table = in.u8();
        FlowMod.Command command = Values.of(COMMANDS, in.u8(), in);
        int idle = in.u16();
        int hard = in.u16();
        int priority = in.u16();
        in.skip(4);
        int outPort = in.i32();
        int outGroup = in.i32();
        int flags = in.u16();
        int importance = in.u16();
        Match match = MatchCodec.decode(in);
        Flow flow = new Flow(table, priority, match, cookie, InstructionCodec.decode(in));
        return new FlowMod(command, flow, cookieMask, idle, hard, outPort, outGroup, flags, importance);
    }

    /** struct ofp_flow_desc. */
    static void encode(FlowEntry entry, ByteBuf out) {
        int start = out.writerIndex();
        Flow flow = entry.flow();
        out.writeZero(4).writeByte(flow.table()).writeZero(1).writeShort(flow.priority());
        out.writeShort(entry.idleTimeout()).writeShort(entry.hardTimeout());
        out.writeShort(entry.flags()).writeShort(entry.importance()).writeLong(flow.cookie());
        MatchCodec.encode(flow.match(), out);
        FlowStatsCodec.encode(entry.stats(), out);
        InstructionCodec.encode(flow.instructions(), out);
        out.setShort(start, out.writerIndex() - start);
    }

    static FlowEntry decodeEntry(Reader all) {
        Reader in = all.alignedElement(0, 24, "a flow");
        in.skip(4);
        int table = in.u8();
        in.skip(1);
        int priority = in.u16();
        int idle = in.u16();
        int hard = in.u16();
        int flags = in.u16();
        int importance = in.u16();
        long cookie = in.i64();
        Match match = MatchCodec.decode(in);
        FlowStats stats = FlowStatsCodec.decode(in);
        Flow flow = new Flow(table, priority, match, cookie, InstructionCodec.decode(in));
        return new FlowEntry(flow, idle, hard, flags, importance, stats);
    }

    static void encode(OfMessage.FlowRemoved removed, ByteBuf out) {
        out.writeByte(removed.table()).writeByte(removed.reason()).writeShort(removed.priority());
        out.writeShort(removed.idleTimeout()).writeShort(removed.hardTimeout()).writeLong(removed.cookie());
        MatchCodec.encode(removed.match(), out);
        FlowStatsCodec.encode(removed.stats(), out);
    }

    static OfMessage.FlowRemoved decodeRemoved(Reader in) {
        return new OfMessage.FlowRemoved(
                in.u8(),
                in.u8(),
                in.u16(),
                in.u16(),
                in.u16(),
                in.i64(),
                MatchCodec.decode(in),
                FlowStatsCodec.decode(in));
    }

    /** struct ofp_flow_update_*. */
    static void encode(FlowUpdate update, ByteBuf out) {
        switch (update) {
            case FlowUpdate.Full full -> encode(full, out);
            case FlowUpdate.Abbreviated abbreviated ->
                out.writeShort(8).writeShort(ABBREVIATED).writeInt(abbreviated.xid());
            case FlowUpdate.Paused paused ->
                out.writeShort(8).writeShort(PAUSED).writeZero(4);
            case FlowUpdate.Resumed resumed ->
                out.writeShort(8).writeShort(RESUMED).writeZero(4);
        }
    }

    private static void encode(FlowUpdate.Full update, ByteBuf out) {
        int start = out.writerIndex();
        Flow flow = update.flow();
        out.writeShort(0).writeShort(Values.code(update.event()));
        out.writeByte(flow.table()).writeByte(update.reason());
        out.writeShort(update.idleTimeout()).writeShort(update.hardTimeout()).writeShort(flow.priority());
        out.writeZero(4).writeLong(flow.cookie());
        MatchCodec.encode(flow.match(), out);
        InstructionCodec.encode(flow.instructions(), out);
        out.setShort(start, out.writerIndex() - start);
    }

    static FlowUpdate decodeUpdate(Reader all) {
        Reader in = all.alignedElement(0, 8, "a flow update");
        in.skip(2);
        int event = in.u16();
        return switch (event) {
            case ABBREVIATED -> new FlowUpdate.Abbreviated(in.i32());
            case PAUSED -> new FlowUpdate.Paused();
            case RESUMED -> new FlowUpdate.Resumed();
            default -> decodeFull(Values.of(EVENTS, event, in), in);
        };
    }

    private static FlowUpdate decodeFull(FlowUpdate.Full.Event event, Reader in) {
        int table = in.u8();
        int reason = in.u8();
        int idle = in.u16();
        int hard = in.u16();
        int priority = in.u16();
        in.skip(4);
        long cookie = in.i64();
        Match match = MatchCodec.decode(in);
        List<Instruction> instructions = InstructionCodec.decode(in);
        return new FlowUpdate.Full(event, reason, idle, hard, new Flow(table, priority, match, cookie, instructions));
    }
}
