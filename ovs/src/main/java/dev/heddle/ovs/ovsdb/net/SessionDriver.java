package dev.heddle.ovs.ovsdb.net;

import dev.heddle.ovs.Loop;
import dev.heddle.ovs.ovsdb.OvsdbEvent;
import dev.heddle.ovs.ovsdb.OvsdbLimits;
import dev.heddle.ovs.ovsdb.OvsdbSession;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves bytes between a channel and its session. A peer that does not read is not read from either, so that its requests
 * cannot pile up answers; a timer exists only for the session's next deadline.
 */
final class SessionDriver extends SimpleChannelInboundHandler<ByteBuf> implements OvsdbConnection {
    private final Channel channel;
    private final Loop loop;
    private final OvsdbSession session;
    private final OvsdbHandler handler;
    private @Nullable Future<?> timer;
    private long timerAt;
    private boolean flushing;
    private boolean begun;
    private boolean ended;

    SessionDriver(Channel channel, OvsdbLimits limits, OvsdbHandler handler) {
        this.channel = channel;
        this.loop = Loop.of(channel.eventLoop());
        this.session = new OvsdbSession(limits, System.nanoTime());
        this.handler = handler;
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public SocketAddress local() {
        return Objects.requireNonNull(channel.localAddress());
    }

    @Override
    public SocketAddress remote() {
        return Objects.requireNonNull(channel.remoteAddress());
    }

    @Override
    public void run(Consumer<OvsdbSession> work) {
        if (!loop.inLoop()) {
            loop.execute(() -> run(work));
        } else if (session.isOpen()) {
            guarded(() -> work.accept(session));
        }
    }

    @Override
    public void close() {
        run(session -> session.disconnected("closed from our side"));
    }

    /** After a TLS handshake the channel is active already; otherwise it may be, or become so. */
    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (channel.isActive()) {
            begin();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        begin();
    }

    private void begin() {
        if (begun) {
            return;
        }
        begun = true;
        handler.connected(this, session);
        flush();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
        session.receive(bytes.nioBuffer(), System.nanoTime());
        flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        channel.config().setAutoRead(channel.isWritable());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        session.disconnected("the peer closed the connection");
        flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        broken(cause);
    }

    /** Tells events and writes messages until there is nothing left of either. */
    private void flush() {
        if (flushing) {
            return;
        }
        flushing = true;
        try {
            boolean more = true;
            while (more) {
                OvsdbSession.Output output = session.drain();
                output.messages().forEach(this::write);
                for (OvsdbEvent event : output.events()) {
                    handler.event(this, session, event);
                }
                more = !output.messages().isEmpty() || !output.events().isEmpty();
            }
        } finally {
            flushing = false;
        }
        if (session.isOpen()) {
            channel.flush();
            schedule();
        } else if (!ended) {
            end();
        }
    }

    /** A write that fails comes back as an exception of the channel. */
    private void write(byte[] message) {
        channel.write(Unpooled.wrappedBuffer(message)).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }

    /** What the socket does not take at once is dropped: a peer that is stuck must not keep the channel. */
    private void end() {
        ended = true;
        if (timer != null) {
            timer.cancel(false);
        }
        channel.flush();
        channel.newSucceededFuture().addListener(ChannelFutureListener.CLOSE);
    }

    /** Deadlines mostly move away; an early timer only looks and is set again. */
    private void schedule() {
        OptionalLong deadline = session.nextDeadline();
        if (deadline.isEmpty() || (timer != null && deadline.getAsLong() - timerAt >= 0)) {
            return;
        }
        if (timer != null) {
            timer.cancel(false);
        }
        timerAt = deadline.getAsLong();
        long delay = Math.max(0, timerAt - System.nanoTime());
        timer = loop.schedule(this::tick, delay);
    }

    private void tick() {
        timer = null;
        guarded(() -> session.tick(System.nanoTime()));
    }

    /** Outside of the channel's own calls: what the owner throws ends the connection, as it does inside. */
    private void guarded(Runnable work) {
        try {
            work.run();
            flush();
        } catch (RuntimeException e) {
            broken(e);
        }
    }

    private void broken(Throwable cause) {
        session.disconnected(TlsRefusal.describe(cause));
        flush();
    }
}
