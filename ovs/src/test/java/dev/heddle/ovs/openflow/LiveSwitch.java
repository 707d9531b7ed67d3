package dev.heddle.ovs.openflow;

import dev.heddle.ovs.openflow.net.Backoff;
import dev.heddle.ovs.openflow.net.OpenFlowConnection;
import dev.heddle.ovs.openflow.net.OpenFlowDialer;
import dev.heddle.ovs.openflow.session.SessionEvent;
import dev.heddle.ovs.openflow.session.SessionLimits;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A dialled connection to a real bridge, driven by a test's thread one step after the other. */
public final class LiveSwitch implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<OpenFlowConnection> connected = new CompletableFuture<>();
    private final Deque<SessionEvent.Message> unsolicited = new ArrayDeque<>();
    private final OpenFlowDialer dialer;

    public LiveSwitch(Path socket) {
        dialer = OpenFlowDialer.dial(
                UnixDomainSocketAddress.of(socket),
                loops.next(),
                SessionLimits.DEFAULT,
                new Backoff(Duration.ofMillis(10), Duration.ofMillis(100), new Random(1)),
                (connection, event) -> {
                    connected.complete(connection);
                    events.add(event);
                });
        next(SessionEvent.Ready.class);
    }

    public OpenFlowConnection connection() {
        return connected.join();
    }

    /** The answer to a request; a refusal is an error of the test. */
    public List<OfMessage> ask(OfMessage message) {
        int xid = onLoop(c -> c.request(message));
        return switch (next()) {
            case SessionEvent.Reply reply when reply.xid() == xid -> reply.messages();
            case SessionEvent other -> throw new AssertionError(message + " got " + other);
        };
    }

    /** Sends and waits until the switch has taken it; a refusal is an error of the test. */
    public void tell(OfMessage... messages) {
        for (OfMessage message : messages) {
            onLoop(c -> c.send(message));
        }
        ask(new OfMessage.BarrierRequest());
    }

    /** Sends all and tells what the switch refuses, by index. */
    public Map<Integer, OfError> offer(List<? extends OfMessage> messages) {
        List<Integer> xids = new ArrayList<>();
        int barrier = onLoop(c -> {
            messages.forEach(m -> xids.add(c.send(m)));
            return c.request(new OfMessage.BarrierRequest());
        });
        Map<Integer, OfError> refused = new HashMap<>();
        while (true) {
            switch (next()) {
                case SessionEvent.Failed failed -> refused.put(xids.indexOf(failed.xid()), failed.error());
                case SessionEvent.Reply reply
                when reply.xid() == barrier -> {
                    return refused;
                }
                case SessionEvent other -> throw new AssertionError("offered messages got " + other);
            }
        }
    }

    public SessionEvent bundle(List<? extends OfMessage> messages) {
        onLoop(c -> c.bundle(messages));
        return next();
    }

    public <T> T onLoop(Function<OpenFlowConnection, T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        connection().loop().execute(() -> {
            try {
                done.complete(task.apply(connection()));
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done.join();
    }

    /** The next event; unsolicited messages are put aside. */
    public SessionEvent next() {
        while (true) {
            SessionEvent event = poll();
            if (event instanceof SessionEvent.Message message) {
                unsolicited.add(message);
            } else {
                return event;
            }
        }
    }

    public <E extends SessionEvent> E next(Class<E> kind) {
        SessionEvent event = next();
        if (!kind.isInstance(event)) {
            throw new AssertionError("wanted " + kind.getSimpleName() + ", got " + event);
        }
        return kind.cast(event);
    }

    /** The next unsolicited message of this kind; others are dropped. */
    public <M extends OfMessage> M unsolicited(Class<M> kind) {
        while (true) {
            SessionEvent.Message message =
                    unsolicited.isEmpty() ? (SessionEvent.Message) poll() : unsolicited.removeFirst();
            if (kind.isInstance(message.message())) {
                return kind.cast(message.message());
            }
        }
    }

    private SessionEvent poll() {
        try {
            SessionEvent event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("nothing came within " + PATIENCE_SECONDS + " s");
            }
            return event;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        dialer.close();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
