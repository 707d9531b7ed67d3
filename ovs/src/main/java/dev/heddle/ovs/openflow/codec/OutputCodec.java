package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Action;
import dev.heddle.flow.Field;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.Subfield;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Actions that say where a packet goes: ports, queues, groups, tables. */
final class OutputCodec {
    static final int OUTPUT = 0;
    static final int SET_QUEUE = 21;
    static final int GROUP = 22;
    static final int METER = 29;
    static final int NX_RESUBMIT = 1;
    static final int NX_POP_QUEUE = 5;
    static final int NX_RESUBMIT_TABLE = 14;
    static final int NX_OUTPUT_REG = 15;
    static final int NX_OUTPUT_REG2 = 32;
    static final int NX_OUTPUT_TRUNC = 39;
    static final int NX_RESUBMIT_TABLE_CT = 44;

    private static final int CURRENT_TABLE = 0xff;

    private OutputCodec() {}

    static void encode(Action.Output output, ByteBuf out) {
        ActionWire.standard(OUTPUT, 16, out);
        out.writeInt(MatchCodec.number(output.port()))
                .writeShort(output.maxLength())
                .writeZero(6);
    }

    static Action output(Reader in) {
        PortRef port = new PortRef.Numbered(in.i32());
        int maxLength = in.u16();
        in.skip(6);
        return new Action.Output(port, maxLength);
    }

    static void encode(Action.OutputField output, ByteBuf out) {
        int start = out.writerIndex();
        Subfield source = output.source();
        if (ActionWire.hasShortHeader(source.field())) {
            ActionWire.nicira(NX_OUTPUT_REG, 24, out);
            ActionWire.range(source, out);
            Oxm.writeLegacyHeader(source.field(), out);
            out.writeShort(output.maxLength());
        } else {
            ActionWire.nicira(NX_OUTPUT_REG2, 24, out);
            ActionWire.range(source, out);
            out.writeShort(output.maxLength());
            Oxm.writeLegacyHeader(source.field(), out);
        }
        ActionWire.fill(start, 24, out);
    }

    static @Nullable Action outputField(Reader in) {
        int range = in.u16();
        Field field = Oxm.readField(in);
        return outputField(ActionWire.subfield(field, range), in.u16());
    }

    static @Nullable Action outputField2(Reader in) {
        int range = in.u16();
        int maxLength = in.u16();
        return outputField(ActionWire.subfield(Oxm.readField(in), range), maxLength);
    }

    private static @Nullable Action outputField(@Nullable Subfield source, int maxLength) {
        return source == null ? null : new Action.OutputField(source, maxLength);
    }

    static void encode(Action.OutputTruncated output, ByteBuf out) {
        ActionWire.nicira(NX_OUTPUT_TRUNC, 16, out);
        ActionWire.port16(output.port(), out);
        out.writeInt((int) output.maxLength());
    }

    static Action outputTruncated(Reader in) {
        return new Action.OutputTruncated(ActionWire.readPort16(in), in.u32());
    }

    static void encode(Action.Resubmit resubmit, ByteBuf out) {
        ActionWire.nicira(resubmit.withTracking() ? NX_RESUBMIT_TABLE_CT : NX_RESUBMIT_TABLE, 16, out);
        ActionWire.port16(resubmit.port(), out);
        out.writeByte(resubmit.table()).writeZero(3);
    }

    static Action resubmit(boolean withTracking, Reader in) {
        PortRef port = ActionWire.readPort16(in);
        return new Action.Resubmit(port, in.u8(), withTracking);
    }

    /** NXAST_RESUBMIT, which has no table. */
    static Action resubmitHere(Reader in) {
        PortRef port = ActionWire.readPort16(in);
        in.skip(4);
        return new Action.Resubmit(port, CURRENT_TABLE, false);
    }

    /** An action that is a type and 32 bits. */
    static void encode(int type, int argument, ByteBuf out) {
        ActionWire.standard(type, 8, out);
        out.writeInt(argument);
    }
}
