package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Flow;
import dev.heddle.flow.Match;
import dev.heddle.ovs.openflow.FlowCounters;
import dev.heddle.ovs.openflow.FlowEntry;
import dev.heddle.ovs.openflow.FlowMod;
import dev.heddle.ovs.openflow.FlowRemoved;
import dev.heddle.ovs.openflow.FlowStats;
import io.netty.buffer.ByteBuf;

/** The messages and multipart entries that are about one flow. */
final class FlowCodec {
    private static final int NO_BUFFER = -1;
    private static final FlowMod.Command[] COMMANDS = FlowMod.Command.values();

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

    static void encode(FlowRemoved removed, ByteBuf out) {
        out.writeByte(removed.table()).writeByte(removed.reason()).writeShort(removed.priority());
        out.writeShort(removed.idleTimeout()).writeShort(removed.hardTimeout()).writeLong(removed.cookie());
        MatchCodec.encode(removed.match(), out);
        FlowStatsCodec.encode(removed.stats(), out);
    }

    static FlowRemoved decodeRemoved(Reader in) {
        return new FlowRemoved(
                in.u8(),
                in.u8(),
                in.u16(),
                in.u16(),
                in.u16(),
                in.i64(),
                MatchCodec.decode(in),
                FlowStatsCodec.decode(in));
    }

    /** struct ofp_flow_stats. */
    static void encode(FlowCounters counters, ByteBuf out) {
        int start = out.writerIndex();
        out.writeZero(4)
                .writeByte(counters.table())
                .writeByte(counters.reason())
                .writeShort(counters.priority());
        MatchCodec.encode(counters.match(), out);
        FlowStatsCodec.encode(counters.stats(), out);
        out.setShort(start, out.writerIndex() - start);
    }

    static FlowCounters decodeCounters(Reader all) {
        Reader in = all.alignedElement(0, 8, "flow counters");
        in.skip(4);
        return new FlowCounters(in.u8(), in.u8(), in.u16(), MatchCodec.decode(in), FlowStatsCodec.decode(in));
    }
}
