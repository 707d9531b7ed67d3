package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Flow;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Match;
import dev.heddle.ovs.openflow.FlowUpdate;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** struct ofp_flow_update_* (OpenFlow 1.5.1 section 7.3.5.19.2). */
final class FlowUpdateCodec {
    private static final int ABBREVIATED = 4;
    private static final int PAUSED = 5;
    private static final int RESUMED = 6;
    private static final FlowUpdate.Full.Event[] EVENTS = FlowUpdate.Full.Event.values();

    private FlowUpdateCodec() {}

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

    static FlowUpdate decode(Reader all) {
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
