package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Octets;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Properties: TLVs that are padded to 8 bytes, which their length does not count (OpenFlow 1.5.1 section 7.1.3). */
final class Properties {
    static final int EXPERIMENTER = 0xffff;

    private static final int HEADER = 4;

    /**
     * One property.
     *
     * @param body what follows type and length, without padding
     * @param whole the property with its padding
     */
    record Property(int type, Reader body, Octets whole) {}

    private Properties() {}

    /** Begins a property; {@link #end} takes what is returned. */
    static int begin(int type, ByteBuf out) {
        int start = out.writerIndex();
        out.writeShort(type).writeShort(0);
        return start;
    }

    static void end(int start, ByteBuf out) {
        int length = out.writerIndex() - start;
        out.setShort(start + 2, length);
        out.writeZero(-length & 7);
    }

    static void u8(int type, int value, ByteBuf out) {
        int start = begin(type, out);
        out.writeByte(value);
        end(start, out);
    }

    /** As OpenFlow writes 16 bits: with two bytes of padding that the length counts. */
    static void u16(int type, int value, ByteBuf out) {
        out.writeShort(type).writeShort(8).writeShort(value).writeZero(2);
    }

    static void u32(int type, int value, ByteBuf out) {
        out.writeShort(type).writeShort(8).writeInt(value);
    }

    /** As OpenFlow writes 64 bits: aligned, with four bytes of padding before them. */
    static void u64(int type, long value, ByteBuf out) {
        out.writeShort(type).writeShort(16).writeZero(4).writeLong(value);
    }

    static void octets(int type, Octets value, ByteBuf out) {
        int start = begin(type, out);
        out.writeBytes(value.toArray());
        end(start, out);
    }

    static void raw(List<Octets> properties, ByteBuf out) {
        for (int i = 0; i < properties.size(); i++) {
            out.writeBytes(properties.get(i).toArray());
        }
    }

    static Property next(Reader in, String what) {
        Reader whole = in.copy();
        Reader body = in.element(2, HEADER, what);
        int padding = Math.min(-body.remaining() & 7, in.remaining());
        int length = body.remaining() + padding;
        in.skip(padding);
        int type = body.u16();
        body.skip(2);
        return new Property(type, body, whole.octets(length));
    }

    static <T> List<T> all(Reader in, String what, Function<Property, T> read) {
        List<T> out = new ArrayList<>(2);
        while (in.hasMore()) {
            out.add(read.apply(next(in, what)));
        }
        return out;
    }
}
