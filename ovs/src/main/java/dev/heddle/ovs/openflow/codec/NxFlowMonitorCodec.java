package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Action;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Match;
import dev.heddle.ovs.openflow.FlowUpdate;
import dev.heddle.ovs.openflow.FlowUpdate.Full.Event;
import dev.heddle.ovs.openflow.MultipartRequest;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** Flow monitors of nicira-ext.h: a match without a header, and actions in place of instructions. */
final class NxFlowMonitorCodec {
    private static final int ADDED = 0;
    private static final int DELETED = 1;
    private static final int MODIFIED = 2;
    private static final int ABBREVIATED = 3;

    private NxFlowMonitorCodec() {}

    static void encode(MultipartRequest.NxFlowMonitor monitor, ByteBuf out) {
        out.writeInt(monitor.monitorId()).writeShort(monitor.flags()).writeShort(monitor.outPort());
        int lengthAt = out.writerIndex();
        out.writeShort(0).writeByte(monitor.table()).writeZero(5);
        match(monitor.match(), lengthAt, out);
    }

    static MultipartRequest.NxFlowMonitor decodeRequest(Reader in) {
        int id = in.i32();
        int flags = in.u16();
        int outPort = in.u16();
        int matchLength = in.u16();
        int table = in.u8();
        in.skip(5);
        return new MultipartRequest.NxFlowMonitor(id, flags, outPort, table, match(matchLength, in));
    }

    static void encode(FlowUpdate update, ByteBuf out) {
        switch (update) {
            case FlowUpdate.Full full -> encode(full, out);
            case FlowUpdate.Abbreviated a ->
                out.writeShort(8).writeShort(ABBREVIATED).writeInt(a.xid());
            case FlowUpdate.Paused p -> throw new IllegalArgumentException("a message of its own says that");
            case FlowUpdate.Resumed r -> throw new IllegalArgumentException("a message of its own says that");
        }
    }

    private static void encode(FlowUpdate.Full update, ByteBuf out) {
        int start = out.writerIndex();
        Flow flow = update.flow();
        out.writeShort(0).writeShort(event(update.event())).writeShort(update.reason());
        out.writeShort(flow.priority()).writeShort(update.idleTimeout()).writeShort(update.hardTimeout());
        int lengthAt = out.writerIndex();
        out.writeShort(0).writeByte(flow.table()).writeZero(1).writeLong(flow.cookie());
        match(flow.match(), lengthAt, out);
        for (Instruction instruction : flow.instructions()) {
            if (!(instruction instanceof Instruction.Apply apply)) {
                throw new IllegalArgumentException("only actions are reported, not " + instruction);
            }
            ActionCodec.encode(apply.actions(), out);
        }
        out.setShort(start, out.writerIndex() - start);
    }

    private static int event(Event event) {
        return switch (event) {
            case ADDED -> ADDED;
            case REMOVED -> DELETED;
            case MODIFIED -> MODIFIED;
            case INITIAL -> throw new IllegalArgumentException("initial flows are reported as added");
        };
    }

    static FlowUpdate decode(Reader all) {
        Reader in = all.alignedElement(0, 8, "a flow update");
        in.skip(2);
        int event = in.u16();
        return switch (event) {
            case ADDED -> full(Event.ADDED, in);
            case DELETED -> full(Event.REMOVED, in);
            case MODIFIED -> full(Event.MODIFIED, in);
            case ABBREVIATED -> new FlowUpdate.Abbreviated(in.i32());
            default -> throw in.malformed(event + " is no event of a flow monitor");
        };
    }

    private static FlowUpdate full(Event event, Reader in) {
        int reason = in.u16();
        int priority = in.u16();
        int idle = in.u16();
        int hard = in.u16();
        int matchLength = in.u16();
        int table = in.u8();
        in.skip(1);
        long cookie = in.i64();
        Match match = match(matchLength, in);
        List<Action> actions = ActionCodec.decode(in);
        List<Instruction> instructions = actions.isEmpty() ? List.of() : List.of(new Instruction.Apply(actions));
        return new FlowUpdate.Full(event, reason, idle, hard, new Flow(table, priority, match, cookie, instructions));
    }

    private static void match(Match match, int lengthAt, ByteBuf out) {
        int start = out.writerIndex();
        MatchCodec.encodeTerms(match, out);
        int length = out.writerIndex() - start;
        out.setShort(lengthAt, length);
        out.writeZero(-length & 7);
    }

    private static Match match(int length, Reader in) {
        Reader terms = in.part(length);
        in.skipPadding(length);
        return MatchCodec.decodeTerms(terms);
    }
}
