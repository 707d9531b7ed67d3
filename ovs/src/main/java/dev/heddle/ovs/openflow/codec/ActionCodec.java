package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.PortRef;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists of actions (OpenFlow 1.5.1 section 7.2.8; ovs-actions(7)). A further action is a record of {@link Action}, which
 * the compiler then wants encoded here, and a case in {@link #standard} or {@link #openVSwitch}.
 */
final class ActionCodec {
    private static final int OUTPUT = 0;
    private static final int GROUP = 22;
    private static final int SET_FIELD = 25;
    private static final int COPY_FIELD = 28;
    private static final int EXPERIMENTER = 0xffff;
    private static final int NICIRA = 0x2320;
    private static final int REG_MOVE = 6;
    private static final int RESUBMIT_TABLE = 14;

    /** OFPP_IN_PORT in 16 bits: resubmit at the packet's own ingress port. */
    private static final int OWN_IN_PORT = 0xfff8;

    private static final int HEADER = 8;

    private ActionCodec() {}

    static void encode(List<Action> actions, ByteBuf out) {
        for (int i = 0; i < actions.size(); i++) {
            encode(actions.get(i), out);
        }
    }

    private static void encode(Action action, ByteBuf out) {
        switch (action) {
            case Action.Output output -> {
                header(OUTPUT, 16, out);
                out.writeInt(MatchCodec.number(output.port()))
                        .writeShort(output.maxLength())
                        .writeZero(6);
            }
            case Action.Group group -> {
                header(GROUP, 8, out);
                out.writeInt(group.id());
            }
            case Action.SetField set -> {
                int start = out.writerIndex();
                header(SET_FIELD, 0, out);
                Oxm.write(set.field(), set.value(), set.mask(), out);
                finish(start, out);
            }
            case Action.Move move -> {
                header(COPY_FIELD, 24, out);
                out.writeShort(move.from().width())
                        .writeShort(move.from().start())
                        .writeShort(move.to().start());
                out.writeZero(2);
                Oxm.writeHeader(move.from().field(), false, out);
                Oxm.writeHeader(move.to().field(), false, out);
                out.writeZero(4);
            }
            case Action.Resubmit resubmit -> {
                header(EXPERIMENTER, 16, out);
                out.writeInt(NICIRA).writeShort(RESUBMIT_TABLE).writeShort(OWN_IN_PORT);
                out.writeByte(resubmit.table()).writeZero(3);
            }
            case Action.Raw raw -> out.writeBytes(raw.tlv().toArray());
            default -> throw new IllegalArgumentException(action.toString());
        }
    }

    private static void header(int type, int length, ByteBuf out) {
        out.writeShort(type).writeShort(length);
    }

    private static void finish(int start, ByteBuf out) {
        out.writeZero(-(out.writerIndex() - start) & 7);
        out.setShort(start + 2, out.writerIndex() - start);
    }

    static List<Action> decode(Reader in) {
        List<Action> out = new ArrayList<>();
        while (in.hasMore()) {
            int length = in.peek16(2);
            Reader whole = in.alignedElement(2, HEADER, "an action");
            Reader body = whole.copy();
            int type = body.u16();
            body.skip(2);
            Action known = type == EXPERIMENTER ? openVSwitch(body) : standard(type, body);
            out.add(known != null ? known : new Action.Raw(whole.octets(length)));
        }
        return out;
    }

    private static @Nullable Action standard(int type, Reader in) {
        return switch (type) {
            case OUTPUT -> new Action.Output(new PortRef.Numbered(in.i32()), in.u16());
            case GROUP -> new Action.Group(in.i32());
            case SET_FIELD -> setField(in);
            case COPY_FIELD -> {
                int bits = in.u16();
                int from = in.u16();
                int to = in.u16();
                in.skip(2);
                yield move(bits, from, to, in);
            }
            default -> null;
        };
    }

    private static @Nullable Action openVSwitch(Reader in) {
        if (in.i32() != NICIRA || in.remaining() < 2) {
            return null;
        }
        return switch (in.u16()) {
            case REG_MOVE -> move(in.u16(), in.u16(), in.u16(), in);
            case RESUBMIT_TABLE -> in.u16() == OWN_IN_PORT ? new Action.Resubmit(in.u8()) : null;
            default -> null;
        };
    }

    private static @Nullable Action setField(Reader in) {
        int header = in.i32();
        Field field = Field.ofOxm(Oxm.oxmClass(header), 0, Oxm.field(header));
        if (field == null) {
            return null;
        }
        if (Oxm.length(header) != (Oxm.masked(header) ? 2 * field.bytes() : field.bytes())) {
            throw in.malformed("set_field " + field.text() + " has length " + Oxm.length(header));
        }
        Bits value = Oxm.readValue(field.bytes(), in);
        Bits mask = Oxm.masked(header) ? Oxm.readValue(field.bytes(), in) : field.fullMask();
        return new Action.SetField(field, value.and(mask), mask);
    }

    private static @Nullable Action move(int bits, int fromOffset, int toOffset, Reader in) {
        Field from = fieldOf(in.i32());
        Field to = fieldOf(in.i32());
        return from == null || to == null || fromOffset + bits > from.bits() || toOffset + bits > to.bits() || bits == 0
                ? null
                : new Action.Move(from, fromOffset, to, toOffset, bits);
    }

    private static @Nullable Field fieldOf(int header) {
        return Field.ofOxm(Oxm.oxmClass(header), 0, Oxm.field(header));
    }
}
