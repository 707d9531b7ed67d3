package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Subfield;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Actions that read or write fields: set, copy, the stack, and what answers in one bit. */
final class FieldActions {
    static final int SET_FIELD = 25;
    static final int COPY_FIELD = 28;
    static final int NX_REG_MOVE = 6;
    static final int NX_STACK_PUSH = 27;
    static final int NX_STACK_POP = 28;
    static final int NX_CHECK_PKT_LARGER = 49;
    static final int NX_DELETE_FIELD = 50;

    private FieldActions() {}

    static void encode(Action.SetField set, ByteBuf out) {
        int start = out.writerIndex();
        ActionWire.standard(SET_FIELD, 0, out);
        Oxm.write(set.field(), set.value(), set.mask(), !set.isWhole(), out);
        ActionWire.finish(start, out);
    }

    static @Nullable Action setField(Reader in) {
        int header = in.i32();
        Field field = Oxm.field(header, in);
        if (field == null) {
            return null;
        }
        int bytes = Oxm.valueBytes(field, header, "set_field ", in);
        Bits value = Oxm.readValue(bytes, in);
        Bits mask = Oxm.masked(header) ? Oxm.readValue(bytes, in) : field.wireMask();
        return new Action.SetField(field, value.and(mask), mask);
    }

    static void encode(Action.Move move, ByteBuf out) {
        int start = out.writerIndex();
        ActionWire.standard(COPY_FIELD, 0, out);
        out.writeShort(move.from().width())
                .writeShort(move.from().start())
                .writeShort(move.to().start())
                .writeZero(2);
        Oxm.writeHeader(move.from().field(), false, out);
        Oxm.writeHeader(move.to().field(), false, out);
        ActionWire.finish(start, out);
    }

    static @Nullable Action copyField(Reader in) {
        int width = in.u16();
        int from = in.u16();
        int to = in.u16();
        in.skip(2);
        return move(width, from, to, in);
    }

    static @Nullable Action registerMove(Reader in) {
        return move(in.u16(), in.u16(), in.u16(), in);
    }

    private static @Nullable Action move(int width, int fromStart, int toStart, Reader in) {
        Subfield from = ActionWire.subfield(Oxm.readField(in), fromStart, width);
        Subfield to = ActionWire.subfield(Oxm.readField(in), toStart, width);
        return from == null || to == null ? null : new Action.Move(from, to);
    }

    /** NXAST_STACK_PUSH or NXAST_STACK_POP. */
    static void encodeStack(int subtype, Subfield bits, ByteBuf out) {
        int start = out.writerIndex();
        ActionWire.nicira(subtype, 24, out);
        out.writeShort(bits.start());
        Oxm.writeLegacyHeader(bits.field(), out);
        out.writeShort(bits.width());
        ActionWire.fill(start, 24, out);
    }

    static @Nullable Subfield stackBits(Reader in) {
        int start = in.u16();
        Field field = Oxm.readField(in);
        return ActionWire.subfield(field, start, in.u16());
    }

    static void encode(Action.CheckPacketLarger check, ByteBuf out) {
        int start = out.writerIndex();
        ActionWire.nicira(NX_CHECK_PKT_LARGER, 24, out);
        out.writeShort(check.length()).writeShort(check.target().start());
        Oxm.writeLegacyHeader(check.target().field(), out);
        ActionWire.fill(start, 24, out);
    }

    static @Nullable Action checkPacketLarger(Reader in) {
        int length = in.u16();
        int start = in.u16();
        Subfield target = ActionWire.subfield(Oxm.readField(in), start, 1);
        return target == null ? null : new Action.CheckPacketLarger(length, target);
    }

    static void encode(Action.DeleteField delete, ByteBuf out) {
        int start = out.writerIndex();
        ActionWire.nicira(NX_DELETE_FIELD, 24, out);
        Oxm.writeLegacyHeader(delete.field(), out);
        ActionWire.fill(start, 24, out);
    }

    static @Nullable Action deleteField(Reader in) {
        Field field = Oxm.readField(in);
        return field == null ? null : new Action.DeleteField(field);
    }
}
