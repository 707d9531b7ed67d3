package dev.heddle.ovs.testing;

import dev.heddle.ovs.ovsdb.MonitorMethod;
import dev.heddle.ovs.ovsdb.MonitorRequest;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OvsdbEvent;
import dev.heddle.ovs.ovsdb.OvsdbLimits;
import dev.heddle.ovs.ovsdb.OvsdbResult;
import dev.heddle.ovs.ovsdb.OvsdbSession;
import dev.heddle.ovs.ovsdb.Replica;
import dev.heddle.ovs.ovsdb.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;

/** The simplest driver of a session: one thread that waits. Keeps what was sent, received and told. */
public final class OvsdbClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final OvsdbSession session = new OvsdbSession(OvsdbLimits.DEFAULT, System.nanoTime());
    private final SocketChannel channel;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
    private final List<String> sent = new ArrayList<>();
    private final StringBuilder received = new StringBuilder();
    private final List<OvsdbEvent> events = new ArrayList<>();

    private OvsdbClient(SocketAddress address) {
        try {
            channel = SocketChannel.open(address);
            channel.configureBlocking(false);
            selector = Selector.open();
            channel.register(selector, SelectionKey.OP_READ);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static OvsdbClient unix(Path socket) {
        return new OvsdbClient(UnixDomainSocketAddress.of(socket));
    }

    public static OvsdbClient tcp(int port) {
        return new OvsdbClient(new InetSocketAddress("127.0.0.1", port));
    }

    public OvsdbSession session() {
        return session;
    }

    /** Messages sent so far. */
    public List<String> sent() {
        return sent;
    }

    /** All that was received so far. */
    public String received() {
        return received.toString();
    }

    /** All that happened so far. */
    public List<OvsdbEvent> events() {
        return events;
    }

    /** Makes a request and waits for its answer. */
    public OvsdbResult call(ToLongFunction<OvsdbSession> request) {
        long id = request.applyAsLong(session);
        pumpUntil("an answer", () -> answer(id) != null);
        return java.util.Objects.requireNonNull(answer(id));
    }

    public OvsdbResult transact(Operation... operations) {
        return transact(List.of(operations));
    }

    public OvsdbResult transact(List<Operation> operations) {
        return call(s -> s.transact("Open_vSwitch", operations, System.nanoTime()));
    }

    public Schema schema() {
        return ((OvsdbResult.Described) call(s -> s.schema("Open_vSwitch", System.nanoTime()))).schema();
    }

    public Replica monitor(MonitorRequest request) {
        Schema schema = schema();
        return ((OvsdbResult.Monitoring)
                        call(s -> s.monitor(MonitorMethod.CONDITIONAL, schema, request, System.nanoTime())))
                .replica();
    }

    /** Moves bytes until the condition holds. */
    public void pumpUntil(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        pump(0);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || !session.isOpen()) {
                throw new IllegalStateException("waited for " + what + "; events: " + events);
            }
            pump(100);
        }
    }

    /** Moves the bytes that are there, waiting so long for some; 0 waits not. */
    public void pump(long waitMillis) {
        try {
            flush();
            if (waitMillis == 0) {
                selector.selectNow();
            } else {
                selector.select(waitMillis);
            }
            selector.selectedKeys().clear();
            int count;
            while ((count = channel.read(buffer.clear())) > 0) {
                buffer.flip();
                received.append(StandardCharsets.UTF_8.decode(buffer.duplicate()));
                session.receive(buffer, System.nanoTime());
            }
            if (count < 0) {
                session.disconnected("end of stream");
            }
            session.tick(System.nanoTime());
            flush();
        } catch (IOException e) {
            session.disconnected(String.valueOf(e.getMessage()));
            events.addAll(session.drain().events());
        }
    }

    private void flush() throws IOException {
        OvsdbSession.Output output = session.drain();
        events.addAll(output.events());
        for (byte[] message : output.messages()) {
            sent.add(new String(message, StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.wrap(message);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    private @org.jspecify.annotations.Nullable OvsdbResult answer(long id) {
        for (OvsdbEvent event : events) {
            if (event instanceof OvsdbEvent.Replied(long request, OvsdbResult result) && request == id) {
                return result;
            }
        }
        return null;
    }

    /** Cuts the connection at once, whatever is under way. */
    @Override
    public void close() {
        try {
            channel.close();
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
