package dev.heddle.ovs.ovsdb.net;

import dev.heddle.ovs.ovsdb.OvsdbEvent;
import dev.heddle.ovs.ovsdb.OvsdbLimits;
import dev.heddle.ovs.ovsdb.OvsdbSession;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one connection to an OVSDB server that listens: dials again after each end, with growing, spread pauses. Lives on one
 * event loop; its methods may be called from any thread.
 */
public final class OvsdbDialer implements AutoCloseable {
    static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 << 10, 1 << 20);
    private static final int CONNECT_TIMEOUT_MILLIS = 3000;

    private final EventLoop loop;
    private final OvsdbTarget target;
    private final Optional<Tls> tls;
    private final OvsdbLimits limits;
    private final Backoff backoff;
    private final RandomGenerator random;
    private final OvsdbHandler handler;
    private @Nullable OvsdbConnection connection;
    private @Nullable Future<?> retry;
    private int failures;
    private boolean closed;

    /**
     * Over TCP or a unix socket.
     *
     * @param random spreads the pauses; used on the loop only
     */
    public OvsdbDialer(
            EventLoop loop,
            OvsdbTarget target,
            OvsdbLimits limits,
            Backoff backoff,
            RandomGenerator random,
            OvsdbHandler handler) {
        this(loop, target, Optional.empty(), limits, backoff, random, handler);
    }

    /**
     * @param tls needed where the target is {@code ssl:}; not used otherwise
     * @param random spreads the pauses; used on the loop only
     * @throws IllegalArgumentException if the target is passive, or TLS is needed and missing
     */
    public OvsdbDialer(
            EventLoop loop,
            OvsdbTarget target,
            Optional<Tls> tls,
            OvsdbLimits limits,
            Backoff backoff,
            RandomGenerator random,
            OvsdbHandler handler) {
        if (target.passive()) {
            throw new IllegalArgumentException("expected a target to dial, found " + target);
        }
        this.loop = loop;
        this.target = target;
        this.tls = target.requireTls(tls);
        this.limits = limits;
        this.backoff = backoff;
        this.random = random;
        this.handler = handler;
    }

    /** Dials for the first time. */
    public void start() {
        loop.execute(this::dial);
    }

    /** Ends the connection and dials no more. */
    @Override
    public void close() {
        loop.execute(() -> {
            closed = true;
            if (connection != null) {
                connection.close();
            }
            if (retry != null) {
                retry.cancel(false);
            }
        });
    }

    private void dial() {
        if (closed) {
            return;
        }
        boolean unix = target.transport() == OvsdbTarget.Transport.UNIX;
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(unix ? NioDomainSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .handler(new DriverInitializer(limits, tls, false, Attempt::new));
        ChannelFuture attempt =
                (unix ? bootstrap : bootstrap.option(ChannelOption.TCP_NODELAY, true)).connect(target.resolve());
        attempt.addListener(done -> {
            if (!done.isSuccess()) {
                failed("cannot connect to " + target + ": " + reason(done.cause()));
            }
        });
    }

    private void failed(String why) {
        handler.refused(why);
        again();
    }

    private static String reason(@Nullable Throwable cause) {
        Throwable root = cause != null && cause.getCause() != null ? cause.getCause() : cause;
        return root == null ? "unknown" : Objects.requireNonNullElse(root.getMessage(), root.toString());
    }

    private void again() {
        connection = null;
        failures++;
        if (!closed) {
            retry = loop.schedule(this::dial, backoff.delay(failures, random).toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Passes on what happens to one connection; a server that answers ends the row of failures. */
    private final class Attempt implements OvsdbHandler {
        @Override
        public void refused(String why) {
            failed("cannot connect to " + target + ": " + why);
        }

        @Override
        public void connected(OvsdbConnection made, OvsdbSession session) {
            connection = made;
            handler.connected(made, session);
            if (closed) {
                made.close();
            }
        }

        @Override
        public void event(OvsdbConnection made, OvsdbSession session, OvsdbEvent event) {
            if (event instanceof OvsdbEvent.Replied) {
                failures = 0;
            }
            handler.event(made, session, event);
            if (event instanceof OvsdbEvent.Closed) {
                again();
            }
        }
    }
}
