package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Octets;
import dev.heddle.ovs.openflow.MalformedMessage;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A bounded cursor over a part of one message. Reading beyond its end is {@link MalformedMessage}. */
final class Reader {
    private final ByteBuf buffer;
    private final int messageStart;
    private final int messageEnd;
    private final int start;
    private final int end;
    private int at;

    /** Over the whole message, header included. */
    Reader(ByteBuf buffer, int start, int end) {
        this(buffer, start, end, start, end);
    }

    private Reader(ByteBuf buffer, int messageStart, int messageEnd, int start, int end) {
        this.buffer = buffer;
        this.messageStart = messageStart;
        this.messageEnd = messageEnd;
        this.start = start;
        this.at = start;
        this.end = end;
    }

    /** In the buffer. */
    int position() {
        return at;
    }

    int remaining() {
        return end - at;
    }

    boolean hasMore() {
        return at < end;
    }

    int u8() {
        need(1);
        return buffer.getUnsignedByte(at++);
    }

    int u16() {
        need(2);
        int value = buffer.getUnsignedShort(at);
        at += 2;
        return value;
    }

    int i32() {
        need(4);
        int value = buffer.getInt(at);
        at += 4;
        return value;
    }

    long u32() {
        return Integer.toUnsignedLong(i32());
    }

    long i64() {
        need(8);
        long value = buffer.getLong(at);
        at += 8;
        return value;
    }

    /** The 16 bits that are {@code offset} bytes ahead; nothing is consumed. */
    int peek16(int offset) {
        need(offset + 2);
        return buffer.getUnsignedShort(at + offset);
    }

    /** The next 32 bits; nothing is consumed. */
    int peek32() {
        need(4);
        return buffer.getInt(at);
    }

    void skip(int bytes) {
        need(bytes);
        at += bytes;
    }

    /** Skips what pads a structure of {@code length} bytes to a multiple of 8. */
    void skipPadding(int length) {
        skip(-length & 7);
    }

    Octets octets(int length) {
        need(length);
        byte[] bytes = new byte[length];
        buffer.getBytes(at, bytes);
        at += length;
        return Octets.of(bytes);
    }

    Octets rest() {
        return octets(remaining());
    }

    /** All bytes that this reader was made for, whatever was read of them. */
    Octets whole() {
        byte[] bytes = new byte[end - start];
        buffer.getBytes(start, bytes);
        return Octets.of(bytes);
    }

    /** Whether nothing but zeros is left. */
    boolean restIsZero() {
        for (int i = at; i < end; i++) {
            if (buffer.getByte(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** A string in a field of fixed size that ends at the first NUL. */
    String text(int size) {
        need(size);
        int length = 0;
        while (length < size && buffer.getByte(at + length) != 0) {
            length++;
        }
        String text = buffer.toString(at, length, StandardCharsets.ISO_8859_1);
        at += size;
        return text;
    }

    /** The next {@code length} bytes, which this reader then has behind it. */
    Reader part(int length) {
        need(length);
        Reader part = new Reader(buffer, messageStart, messageEnd, at, at + length);
        at += length;
        return part;
    }

    /** Another reader of what is left here; this one does not move. */
    Reader copy() {
        return new Reader(buffer, messageStart, messageEnd, at, end);
    }

    /**
     * The next structure that carries its own length of 16 bits, length field included.
     *
     * @param lengthAt offset of that length in the structure
     * @param atLeast bytes that the structure has in any case, more than 0
     */
    Reader element(int lengthAt, int atLeast, String what) {
        int length = peek16(lengthAt);
        if (length < atLeast || length > remaining()) {
            throw malformed(what + " has length " + length + " where " + atLeast + " to " + remaining() + " can be");
        }
        return part(length);
    }

    /** As {@link #element}, for structures whose length is a multiple of 8. */
    Reader alignedElement(int lengthAt, int atLeast, String what) {
        if ((peek16(lengthAt) & 7) != 0) {
            throw malformed(what + " has length " + peek16(lengthAt) + ", no multiple of 8");
        }
        return element(lengthAt, atLeast, what);
    }

    /** Elements to the end; each must take a byte at least. */
    <T> List<T> all(Function<Reader, T> element) {
        List<T> out = new ArrayList<>();
        while (hasMore()) {
            out.add(element.apply(this));
        }
        return out;
    }

    MalformedMessage malformed(String reason) {
        byte[] raw = new byte[messageEnd - messageStart];
        buffer.getBytes(messageStart, raw);
        return new MalformedMessage(reason, Octets.of(raw), at - messageStart);
    }

    private void need(int bytes) {
        if (bytes > end - at) {
            throw malformed("needs " + bytes + " bytes where " + (end - at) + " are left");
        }
    }
}
