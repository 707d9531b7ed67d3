package dev.heddle.ovs.openflow.session;

import dev.heddle.ovs.openflow.Frame;
import dev.heddle.ovs.openflow.codec.OpenFlowCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** Cuts a stream of bytes into messages; keeps at most one message that is not whole. */
final class Input {
    /** Takes one message and its length in bytes. */
    @FunctionalInterface
    interface Sink {
        void take(Frame frame, int length);
    }

    private ByteBuf kept = Unpooled.EMPTY_BUFFER;

    /** Takes all of {@code bytes}. */
    void read(ByteBuf bytes, Sink sink) {
        if (kept.isReadable()) {
            kept.writeBytes(bytes);
            decode(kept, sink);
            if (!kept.isReadable()) {
                kept = Unpooled.EMPTY_BUFFER;
            } else {
                kept.discardSomeReadBytes();
            }
            return;
        }
        decode(bytes, sink);
        if (bytes.isReadable()) {
            kept = Unpooled.buffer(bytes.readableBytes());
            kept.writeBytes(bytes);
        }
    }

    private static void decode(ByteBuf bytes, Sink sink) {
        while (true) {
            int before = bytes.readerIndex();
            @Nullable Frame frame = OpenFlowCodec.decode(bytes);
            if (frame == null) {
                return;
            }
            sink.take(frame, bytes.readerIndex() - before);
        }
    }
}
