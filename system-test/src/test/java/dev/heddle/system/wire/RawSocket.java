package dev.heddle.system.wire;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** Whole Ethernet frames to and from the links of a namespace (packet(7)). One thread sends, one receives. */
public final class RawSocket implements AutoCloseable {
    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW_CLOEXEC = 3 | 02000000;
    private static final short ALL_PROTOCOLS = 0x0300;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int RECEIVE_BUFFER = 16 << 20;
    private static final long LOOK_MICROS = 100_000;
    private static final int LONGEST = 65_600;
    private static final int ADDRESS_BYTES = 20;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment outgoing = arena.allocate(LONGEST);
    private final MemorySegment incoming = arena.allocate(LONGEST);
    private final MemorySegment address = arena.allocate(ADDRESS_BYTES, 8);
    private final MemorySegment addressLength = arena.allocate(ValueLayout.JAVA_INT);
    private final int descriptor;

    private RawSocket(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * A frame that a link took in or gave out.
     *
     * @param link its index in its namespace
     * @param sent whether the namespace sent it, and not received it
     */
    public record Received(int link, boolean sent, byte[] frame) {}

    /**
     * Opens one.
     *
     * @param namespace of {@code ip netns}, empty for this process's own
     * @param link empty for all that are there
     */
    public static RawSocket open(String namespace, String link) {
        return Netns.in(namespace, () -> {
            int index = link.isEmpty() ? 0 : existing(link);
            int descriptor = Libc.socket(AF_PACKET, SOCK_RAW_CLOEXEC, 0);
            if (descriptor < 0) {
                throw new IllegalStateException("no packet socket: not root?");
            }
            RawSocket socket = new RawSocket(descriptor);
            socket.configure(index);
            return socket;
        });
    }

    /** The index of a link that is there. */
    public static int linkIndex(String namespace, String link) {
        return Netns.in(namespace, () -> existing(link));
    }

    /** Sends it as it is; false where the link's queue is full. */
    public boolean send(byte[] frame) {
        MemorySegment.copy(frame, 0, outgoing, ValueLayout.JAVA_BYTE, 0, frame.length);
        return Libc.send(descriptor, outgoing, frame.length) == frame.length;
    }

    /** The next frame; empty after a tenth of a second without one. */
    public Optional<Received> receive() {
        addressLength.set(ValueLayout.JAVA_INT, 0, ADDRESS_BYTES);
        long length = Libc.recvfrom(descriptor, incoming, address, addressLength);
        if (length <= 0) {
            return Optional.empty();
        }
        int link = address.get(ValueLayout.JAVA_INT, 4);
        boolean sent = address.get(ValueLayout.JAVA_BYTE, 10) == 4;
        return Optional.of(new Received(link, sent, incoming.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE)));
    }

    @Override
    public void close() {
        int _ = Libc.close(descriptor);
        arena.close();
    }

    private void configure(int link) {
        try (Arena own = Arena.ofConfined()) {
            MemorySegment buffer = own.allocateFrom(ValueLayout.JAVA_INT, RECEIVE_BUFFER);
            MemorySegment time = own.allocateFrom(ValueLayout.JAVA_LONG, 0, LOOK_MICROS);
            MemorySegment where = own.allocate(ADDRESS_BYTES, 8);
            where.set(ValueLayout.JAVA_SHORT, 0, (short) AF_PACKET);
            where.set(ValueLayout.JAVA_SHORT, 2, ALL_PROTOCOLS);
            where.set(ValueLayout.JAVA_INT, 4, link);
            if (Libc.setsockopt(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, buffer) != 0
                    || Libc.setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, time) != 0
                    || Libc.bind(descriptor, where) != 0) {
                close();
                throw new IllegalStateException("the packet socket cannot be set up");
            }
        }
    }

    private static int existing(String link) {
        int index = Libc.linkIndex(link);
        if (index == 0) {
            throw new IllegalStateException("there is no link " + link);
        }
        return index;
    }
}
