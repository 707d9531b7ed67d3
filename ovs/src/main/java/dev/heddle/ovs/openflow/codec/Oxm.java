package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import io.netty.buffer.ByteBuf;

/** OXM TLVs and values (OpenFlow 1.5.1 section 7.2.3.2). */
final class Oxm {
    static final int HEADER = 4;
    static final int CLASS_BASIC = 0x8000;
    static final int CLASS_PACKET_REGISTERS = 0x8001;

    private Oxm() {}

    /** A header alone, as actions name fields. */
    static void writeHeader(Field field, boolean masked, ByteBuf out) {
        int length = masked ? 2 * field.bytes() : field.bytes();
        out.writeInt(field.ids().getFirst().oxmClass() << 16
                | field.ids().getFirst().number() << 9
                | (masked ? 0x100 : 0)
                | length);
    }

    static void write(Field field, Bits value, Bits mask, ByteBuf out) {
        boolean masked = !mask.equals(field.fullMask());
        writeHeader(field, masked, out);
        writeValue(field.bytes(), value, out);
        if (masked) {
            writeValue(field.bytes(), mask, out);
        }
    }

    static void writeValue(int bytes, Bits value, ByteBuf out) {
        switch (bytes) {
            case 1 -> out.writeByte((int) value.lo());
            case 2 -> out.writeShort((int) value.lo());
            case 4 -> out.writeInt((int) value.lo());
            case 6 -> {
                out.writeShort((int) (value.lo() >>> 32));
                out.writeInt((int) value.lo());
            }
            case 8 -> out.writeLong(value.lo());
            case 16 -> {
                out.writeLong(value.hi());
                out.writeLong(value.lo());
            }
            default -> throw new IllegalArgumentException("no field has " + bytes + " bytes");
        }
    }

    static Bits readValue(int bytes, Reader in) {
        return switch (bytes) {
            case 1 -> Bits.of(in.u8());
            case 2 -> Bits.of(in.u16());
            case 4 -> Bits.of(in.u32());
            case 6 -> Bits.of((long) in.u16() << 32 | in.u32());
            case 8 -> Bits.of(in.i64());
            case 16 -> new Bits(in.i64(), in.i64());
            default -> throw new IllegalArgumentException("no field has " + bytes + " bytes");
        };
    }

    static int oxmClass(int header) {
        return header >>> 16;
    }

    static int field(int header) {
        return header >>> 9 & 0x7f;
    }

    static boolean masked(int header) {
        return (header & 0x100) != 0;
    }

    /** Bytes that follow the header. */
    static int length(int header) {
        return header & 0xff;
    }
}
