package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Field;
import dev.heddle.flow.Octets;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.Subfield;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** What the actions of Open vSwitch have in common on the wire (nicira-ext.h). */
final class ActionWire {
    static final int EXPERIMENTER = 0xffff;
    static final int NICIRA = 0x2320;

    /** Type, length, experimenter and subtype. */
    static final int NICIRA_HEADER = 10;

    private static final int RESERVED_PORTS_16 = 0xff00;
    private static final int RESERVED_PORTS_32 = 0xffffff00;
    private static final int PORT_NONE = 0xffff;

    private ActionWire() {}

    static void standard(int type, int length, ByteBuf out) {
        out.writeShort(type).writeShort(length);
    }

    /** The first 10 bytes of an action of Open vSwitch. */
    static void nicira(int subtype, int length, ByteBuf out) {
        out.writeShort(EXPERIMENTER).writeShort(length).writeInt(NICIRA).writeShort(subtype);
    }

    /** Pads the action that begins at {@code start} to a multiple of 8 and writes its length. */
    static void finish(int start, ByteBuf out) {
        out.writeZero(-(out.writerIndex() - start) & 7);
        out.setShort(start + 2, out.writerIndex() - start);
    }

    /** Zeros up to {@code length} bytes from {@code start}. */
    static void fill(int start, int length, ByteBuf out) {
        out.writeZero(length - (out.writerIndex() - start));
    }

    static void octets(Octets octets, ByteBuf out) {
        for (int i = 0; i < octets.length(); i++) {
            out.writeByte(octets.at(i));
        }
    }

    /** A port as 16 bits, in which the reserved ones are 0xff00 and above. */
    static void port16(PortRef port, ByteBuf out) {
        int number = MatchCodec.number(port);
        boolean reserved = Integer.compareUnsigned(number, RESERVED_PORTS_32) >= 0;
        if (!reserved && Integer.compareUnsigned(number, RESERVED_PORTS_16) >= 0) {
            throw new IllegalArgumentException("port " + Integer.toUnsignedString(number) + " has no 16-bit form");
        }
        out.writeShort(number);
    }

    static PortRef readPort16(Reader in) {
        int port = in.u16();
        return new PortRef.Numbered(port >= RESERVED_PORTS_16 ? port | 0xffff0000 : port);
    }

    /** As {@link #port16}, with OFPP_NONE for no port. */
    static void optionalPort16(@Nullable PortRef port, ByteBuf out) {
        if (port == null) {
            out.writeShort(PORT_NONE);
        } else {
            port16(port, out);
        }
    }

    static @Nullable PortRef readOptionalPort16(Reader in) {
        PortRef port = readPort16(in);
        return port.equals(PortRef.ANY) ? null : port;
    }

    /** Whether the field has an older name of 4 bytes, which is all that some actions can carry. */
    static boolean hasShortHeader(Field field) {
        return !field.legacyId().isExperimenter();
    }

    static void shortHeader(Field field, ByteBuf out) {
        if (!hasShortHeader(field)) {
            throw new IllegalArgumentException(field.text() + " has no header of 4 bytes");
        }
        Oxm.writeLegacyHeader(field, out);
    }

    /** As {@link Oxm#readField}; null too for a field that {@link #shortHeader} cannot write. */
    static @Nullable Field readShortHeader(Reader in) {
        Field field = Oxm.readField(in);
        return field != null && hasShortHeader(field) ? field : null;
    }

    /** A start and a width of at most 64 in 16 bits. */
    static void range(Subfield bits, ByteBuf out) {
        out.writeShort(bits.start() << 6 | bits.width() - 1);
    }

    /** The bits of a range as {@link #range} writes it, or null where the field does not have them. */
    static @Nullable Subfield subfield(@Nullable Field field, int range) {
        return subfield(field, range >>> 6, (range & 0x3f) + 1);
    }

    static @Nullable Subfield subfield(@Nullable Field field, int start, int width) {
        return field == null || width == 0 || start + width > field.bits() ? null : new Subfield(field, start, width);
    }
}
