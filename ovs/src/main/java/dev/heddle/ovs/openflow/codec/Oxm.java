package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.FieldId;
import dev.heddle.flow.Match;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * OXM TLVs and values (OpenFlow 1.5.1 section 7.2.3.2). A header has 4 bytes; that of an experimenter's class has 4 more,
 * which its length counts.
 */
@SuppressWarnings("EnumOrdinal") // the index of a table
final class Oxm {
    private static final int EXPERIMENTER_BYTES = 4;
    private static final int MASKED = 0x100;

    /** Headers without mask, by field. */
    private static final int[] EXACT = new int[Field.values().length];

    /** Headers with mask, by field. */
    private static final int[] WITH_MASK = new int[EXACT.length];

    static {
        for (Field field : Field.values()) {
            int header = header(field, false, field.bytes());
            EXACT[field.ordinal()] = header;
            WITH_MASK[field.ordinal()] = header(field, true, field.bytes());
        }
    }

    private Oxm() {}

    private static int header(Field field, boolean masked, int bytes) {
        return header(field.ids().getFirst(), masked, bytes);
    }

    private static int header(FieldId id, boolean masked, int bytes) {
        int length = (masked ? 2 * bytes : bytes) + (id.isExperimenter() ? EXPERIMENTER_BYTES : 0);
        return id.oxmClass() << 16 | id.number() << 9 | (masked ? MASKED : 0) | length;
    }

    /** A header alone, as actions name fields. */
    static void writeHeader(Field field, boolean masked, ByteBuf out) {
        writeHeader(field, masked ? WITH_MASK[field.ordinal()] : EXACT[field.ordinal()], out);
    }

    private static void writeHeader(Field field, int header, ByteBuf out) {
        out.writeInt(header);
        if (oxmClass(header) == FieldId.EXPERIMENTER) {
            out.writeInt(field.ids().getFirst().experimenter());
        }
    }

    /** A header alone by the field's older name, which most actions of Open vSwitch carry. */
    static void writeLegacyHeader(Field field, ByteBuf out) {
        FieldId id = field.legacyId();
        out.writeInt(header(id, false, field.bytes()));
        if (id.isExperimenter()) {
            out.writeInt(id.experimenter());
        }
    }

    /** Without mask where the mask is the whole field. */
    static void write(Field field, Bits value, Bits mask, ByteBuf out) {
        write(field, value, mask, !mask.equals(field.fullMask()), out);
    }

    static void write(Field field, Bits value, Bits mask, boolean masked, ByteBuf out) {
        int bytes = field.bytes();
        if (field.isTunnelMetadata()) {
            bytes = (Math.max(value.bitLength(), masked ? mask.bitLength() : 0) + 7) / 8;
            writeHeader(field, header(field, masked, bytes), out);
        } else {
            writeHeader(field, masked, out);
        }
        writeValue(bytes, value, out);
        if (masked) {
            writeValue(bytes, mask, out);
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
            default -> {
                for (int i = bytes - 1; i >= 0; i--) {
                    out.writeByte(value.octet(i));
                }
            }
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
            default -> Bits.of(in.octets(bytes).toArray());
        };
    }

    /**
     * Takes a header and what follows it of an experimenter's header.
     *
     * @param header as taken; the experimenter is read from {@code in}
     * @return the field, or null where it has no name or the header is too short for its class
     */
    static @Nullable Field field(int header, Reader in) {
        if (oxmClass(header) != FieldId.EXPERIMENTER) {
            return Field.ofOxm(oxmClass(header), 0, number(header));
        }
        return length(header) < EXPERIMENTER_BYTES ? null : Field.ofOxm(FieldId.EXPERIMENTER, in.i32(), number(header));
    }

    /** Takes a header alone, as actions name fields; null where the field has no name, or for one with a mask. */
    static @Nullable Field readField(Reader in) {
        int header = in.i32();
        Field field = field(header, in);
        return masked(header) ? null : field;
    }

    /** Takes a whole TLV; null where the field has no name, of which then some is taken. */
    static Match.@Nullable Term read(Reader in) {
        int header = in.i32();
        Field field = field(header, in);
        return field == null ? null : term(field, header, in);
    }

    /** Takes value and mask. What the mask does not cover is cleared. */
    static Match.Term term(Field field, int header, Reader in) {
        boolean masked = masked(header);
        int bytes = valueBytes(field, header, "", in);
        Bits value = readValue(bytes, in);
        Bits mask = masked ? readValue(bytes, in).and(field.fullMask()) : field.fullMask();
        return new Match.Term(field, masked ? value.and(mask) : value, mask);
    }

    /**
     * How many bytes the value has, and as many the mask where there is one.
     *
     * @param what put before the field's name where its length is wrong
     */
    static int valueBytes(Field field, int header, String what, Reader in) {
        boolean masked = masked(header);
        int bytes = payload(header) >> (masked ? 1 : 0);
        boolean lengthIsRight = field.isTunnelMetadata()
                ? bytes <= field.bytes() && (!masked || (payload(header) & 1) == 0)
                : payload(header) == (masked ? 2 * field.bytes() : field.bytes());
        if (!lengthIsRight) {
            throw in.malformed(what + field.text() + " has length " + length(header));
        }
        return bytes;
    }

    static int oxmClass(int header) {
        return header >>> 16;
    }

    /** The number of the field in its class. */
    static int number(int header) {
        return header >>> 9 & 0x7f;
    }

    static boolean masked(int header) {
        return (header & MASKED) != 0;
    }

    /** Bytes that follow the first 4 of the header. */
    static int length(int header) {
        return header & 0xff;
    }

    /** Bytes of value and mask. */
    private static int payload(int header) {
        return length(header) - (oxmClass(header) == FieldId.EXPERIMENTER ? EXPERIMENTER_BYTES : 0);
    }
}
