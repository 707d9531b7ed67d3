package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Action;
import dev.heddle.flow.Instruction;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Instructions (OpenFlow 1.5.1 section 7.2.6). */
final class InstructionCodec {
    private static final int GOTO_TABLE = 1;
    private static final int WRITE_METADATA = 2;
    private static final int WRITE_ACTIONS = 3;
    private static final int APPLY_ACTIONS = 4;
    private static final int CLEAR_ACTIONS = 5;
    private static final int HEADER = 8;

    private InstructionCodec() {}

    static void encode(List<Instruction> instructions, ByteBuf out) {
        for (int i = 0; i < instructions.size(); i++) {
            switch (instructions.get(i)) {
                case Instruction.Apply apply -> actions(APPLY_ACTIONS, apply.actions(), out);
                case Instruction.Goto to ->
                    out.writeShort(GOTO_TABLE)
                            .writeShort(HEADER)
                            .writeByte(to.table())
                            .writeZero(3);
                case Instruction.WriteActions write -> actions(WRITE_ACTIONS, write.actions(), out);
                case Instruction.WriteMetadata write ->
                    out.writeShort(WRITE_METADATA)
                            .writeShort(24)
                            .writeZero(4)
                            .writeLong(write.value())
                            .writeLong(write.mask());
                case Instruction.ClearActions clear ->
                    out.writeShort(CLEAR_ACTIONS).writeShort(HEADER).writeZero(4);
                case Instruction.Raw raw -> ActionWire.octets(raw.tlv(), out);
            }
        }
    }

    private static void actions(int type, List<Action> actions, ByteBuf out) {
        int start = out.writerIndex();
        out.writeShort(type).writeZero(6);
        ActionCodec.encode(actions, out);
        out.setShort(start + 2, out.writerIndex() - start);
    }

    /** Reads to the reader's end. */
    static List<Instruction> decode(Reader in) {
        List<Instruction> out = new ArrayList<>(2);
        while (in.hasMore()) {
            Reader body = in.alignedElement(2, HEADER, "an instruction");
            int type = body.u16();
            body.skip(2);
            Instruction known = instruction(type, body);
            out.add(known != null && body.restIsZero() ? known : new Instruction.Raw(body.whole()));
        }
        return out;
    }

    private static @Nullable Instruction instruction(int type, Reader in) {
        return switch (type) {
            case GOTO_TABLE -> new Instruction.Goto(in.u8());
            case WRITE_METADATA -> {
                in.skip(4);
                yield new Instruction.WriteMetadata(in.i64(), in.i64());
            }
            case WRITE_ACTIONS -> {
                in.skip(4);
                yield new Instruction.WriteActions(ActionCodec.decode(in));
            }
            case APPLY_ACTIONS -> {
                in.skip(4);
                yield new Instruction.Apply(ActionCodec.decode(in));
            }
            case CLEAR_ACTIONS -> new Instruction.ClearActions();
            default -> null;
        };
    }
}
