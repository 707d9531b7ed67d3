package dev.heddle.ovs.openflow.session;

import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.codec.OpenFlowCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** Bytes to write, and the xids of what they say. Xids are unique until 2^32 are used; 0 is the switch's own. */
final class Output {
    private static final int FIRST_CAPACITY = 1024;

    private final ByteBufAllocator allocator;
    private @Nullable ByteBuf bytes;
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
        ByteBuf buffer = bytes;
        if (buffer == null) {
            buffer = allocator.buffer(FIRST_CAPACITY);
            bytes = buffer;
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
        return bytes == null ? 0 : bytes.readableBytes();
    }

    /** Forgets what was appended since the output had this length. */
    void cutTo(int length) {
        if (bytes != null) {
            bytes.writerIndex(bytes.readerIndex() + length);
        }
    }

    ByteBuf take() {
        ByteBuf taken = bytes;
        bytes = null;
        return taken == null ? Unpooled.EMPTY_BUFFER : taken;
    }
}
