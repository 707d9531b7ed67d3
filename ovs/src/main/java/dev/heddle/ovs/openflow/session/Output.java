package dev.heddle.ovs.openflow.session;

import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.codec.OpenFlowCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Bytes to write, and the xids of what they say. Xids are unique until 2^32 are used; 0 is the switch's own. */
final class Output {
    private static final int FIRST_CAPACITY = 1024;

    /** Much output is kept in buffers of this size, none of which grows: a message is at most 64 KiB long. */
    private static final int CAPACITY = 256 << 10;

    private static final int FULL = CAPACITY - (64 << 10);

    private final ByteBufAllocator allocator;
    private final List<ByteBuf> full = new ArrayList<>();
    private int fullLength;
    private @Nullable ByteBuf last;
    private int nextXid = 1;

    Output(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** Appends the message under a new xid and returns that. */
    int add(OfMessage message) {
        int xid = reserve(1);
        add(xid, message);
        return xid;
    }

    void add(int xid, OfMessage message) {
        OpenFlowCodec.encode(xid, message, buffer());
    }

    private ByteBuf buffer() {
        ByteBuf buffer = last;
        if (buffer != null && buffer.readableBytes() >= FULL) {
            full.add(buffer);
            fullLength += buffer.readableBytes();
            buffer = null;
        }
        if (buffer == null) {
            buffer = allocator.buffer(full.isEmpty() ? FIRST_CAPACITY : CAPACITY);
            last = buffer;
        }
        return buffer;
    }

    /** The first of {@code count} consecutive xids. */
    int reserve(int count) {
        if (Integer.toUnsignedLong(nextXid) + count > 1L << 32) {
            nextXid = 1;
        }
        int first = nextXid;
        nextXid += count;
        return first;
    }

    int length() {
        return fullLength + (last == null ? 0 : last.readableBytes());
    }

    /** Forgets what was appended since the output had this length. */
    void cutTo(int length) {
        while (length < fullLength) {
            Objects.requireNonNull(last).release();
            last = full.removeLast();
            fullLength -= last.readableBytes();
        }
        if (last != null) {
            last.writerIndex(last.readerIndex() + length - fullLength);
        }
    }

    /** All of it; what is appended later begins anew. */
    ByteBuf take() {
        if (last == null) {
            return Unpooled.EMPTY_BUFFER;
        }
        full.add(last);
        ByteBuf taken =
                full.size() == 1 ? full.getFirst() : Unpooled.wrappedBuffer(full.size(), full.toArray(ByteBuf[]::new));
        full.clear();
        fullLength = 0;
        last = null;
        return taken;
    }
}
