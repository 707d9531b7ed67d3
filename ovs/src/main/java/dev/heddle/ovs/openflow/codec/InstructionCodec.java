package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Instruction;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** Instructions (OpenFlow 1.5.1 section 7.2.6). */
final class InstructionCodec {
    private static final int GOTO_TABLE = 1;
    private static final int APPLY_ACTIONS = 4;
    private static final int HEADER = 8;

    private InstructionCodec() {}

    static void encode(List<Instruction> instructions, ByteBuf out) {
        for (int i = 0; i < instructions.size(); i++) {
            switch (instructions.get(i)) {
                case Instruction.Apply apply -> {
                    int start = out.writerIndex();
                    out.writeShort(APPLY_ACTIONS).writeZero(6);
                    ActionCodec.encode(apply.actions(), out);
                    out.setShort(start + 2, out.writerIndex() - start);
                }
                case Instruction.Goto to ->
                    out.writeShort(GOTO_TABLE)
                            .writeShort(HEADER)
                            .writeByte(to.table())
                            .writeZero(3);
                case Instruction.Raw raw -> out.writeBytes(raw.tlv().toArray());
                default ->
                    throw new IllegalArgumentException(instructions.get(i).toString());
            }
        }
    }

    /** Reads to the reader's end. */
    static List<Instruction> decode(Reader in) {
        List<Instruction> out = new ArrayList<>(2);
        while (in.hasMore()) {
            int length = in.peek16(2);
            Reader whole = in.alignedElement(2, HEADER, "an instruction");
            Reader body = whole.copy();
            int type = body.u16();
            body.skip(2);
            out.add(
                    switch (type) {
                        case GOTO_TABLE -> new Instruction.Goto(body.u8());
                        case APPLY_ACTIONS -> {
                            body.skip(4);
                            yield new Instruction.Apply(ActionCodec.decode(body));
                        }
                        default -> new Instruction.Raw(whole.octets(length));
                    });
        }
        return out;
    }
}
