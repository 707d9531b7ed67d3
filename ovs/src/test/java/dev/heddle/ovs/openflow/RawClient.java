package dev.heddle.ovs.openflow;

import dev.heddle.ovs.openflow.codec.OpenFlowCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A blocking connection to a bridge that shows the bytes of each message. */
public final class RawClient implements AutoCloseable {
    /** One message as it stood on the wire, and what the codec says it is. */
    public record Captured(String hex, Frame frame) {}

    private final SocketChannel channel;
    private final ByteBuf received = Unpooled.buffer();
    private int lastXid;

    public RawClient(Path socket) {
        try {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the message under the next xid. */
    public Captured send(OfMessage message) {
        ByteBuf bytes = Unpooled.buffer();
        int xid = ++lastXid;
        OpenFlowCodec.encode(xid, message, bytes);
        String hex = ByteBufUtil.hexDump(bytes);
        try {
            ByteBuffer out = bytes.nioBuffer();
            while (out.hasRemaining()) {
                channel.write(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Captured(hex, new Frame(6, xid, message));
    }

    /** All messages up to and with the next one of this kind. */
    public List<Captured> readUntil(Class<? extends OfMessage> kind) {
        List<Captured> out = new ArrayList<>();
        do {
            out.add(read());
        } while (!kind.isInstance(out.getLast().frame().message()));
        return out;
    }

    private Captured read() {
        try {
            while (true) {
                int start = received.readerIndex();
                Frame frame = OpenFlowCodec.decode(received);
                if (frame != null) {
                    return new Captured(ByteBufUtil.hexDump(received, start, received.readerIndex() - start), frame);
                }
                ByteBuffer buffer = ByteBuffer.allocate(65_536);
                if (channel.read(buffer) < 0) {
                    throw new EOFException("the switch closed the connection");
                }
                received.writeBytes(buffer.flip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
