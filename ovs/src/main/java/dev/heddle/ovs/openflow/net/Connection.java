package dev.heddle.ovs.openflow.net;

import dev.heddle.ovs.Loop;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.session.OpenFlowSession;
import dev.heddle.ovs.openflow.session.SessionEvent;
import dev.heddle.ovs.openflow.session.SessionLimits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Drives one {@link OpenFlowSession} from a channel: owner is the channel's event loop. The session's output is given to
 * the channel only while it is writable, and nothing is read while much of it waits; so both stay bounded.
 */
final class Connection extends ChannelInboundHandlerAdapter implements OpenFlowConnection {
    private static final int PAUSE_READING_ABOVE = 4 << 20;

    private final Channel channel;
    private final Loop loop;
    private final OpenFlowHandler handler;
    private final OpenFlowSession session;
    private final SocketAddress remote;
    private boolean pumping;
    private boolean pumpingSoon;
    private @Nullable ScheduledFuture<?> timer;
    private long timerAt = Long.MAX_VALUE;

    Connection(Channel channel, SessionLimits limits, OpenFlowHandler handler) {
        this.channel = channel;
        this.loop = Loop.of(channel.eventLoop());
        this.handler = handler;
        this.session = new OpenFlowSession(limits, channel.alloc());
        this.remote = channel.remoteAddress();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        session.start(System.nanoTime());
        pump();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            session.receive(bytes, System.nanoTime());
        } finally {
            bytes.release();
        }
        pump();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        pump();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        close("the switch closed the connection");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        close(cause instanceof IOException ? "connection lost: " + cause.getMessage() : "broken: " + cause);
    }

    @Override
    public int send(OfMessage message) {
        int xid = session.send(message);
        pumpSoon();
        return xid;
    }

    @Override
    public int request(OfMessage message) {
        int xid = session.request(message);
        pumpSoon();
        return xid;
    }

    @Override
    public int bundle(List<? extends OfMessage> messages) {
        int id = session.bundle(messages);
        pumpSoon();
        return id;
    }

    @Override
    public void close(String reason) {
        session.close(reason);
        pump();
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public SocketAddress remoteAddress() {
        return remote;
    }

    /** At the end of the event loop's round, so that what one task sends is written at once. */
    private void pumpSoon() {
        if (!pumping && !pumpingSoon) {
            pumpingSoon = true;
            channel.eventLoop().execute(this::pump);
        }
    }

    /** Moves the session's events and output on. Calls from inside the handler are taken up by the outer one. */
    private void pump() {
        pumpingSoon = false;
        if (pumping) {
            return;
        }
        pumping = true;
        try {
            for (List<SessionEvent> events = session.takeEvents(); !events.isEmpty(); events = session.takeEvents()) {
                events.forEach(event -> handler.event(this, event));
            }
            pumping = false;
        } catch (RuntimeException e) {
            pumping = false;
            channel.pipeline().fireExceptionCaught(e);
        }
        write();
        if (!session.isClosed()) {
            schedule();
        } else if (channel.isOpen()) {
            closeChannel();
        }
    }

    private void write() {
        while (channel.isWritable() && session.outputLength() > 0) {
            var _ = channel.writeAndFlush(session.takeOutput());
        }
        boolean read = session.outputLength() < PAUSE_READING_ABOVE;
        if (channel.config().isAutoRead() != read) {
            channel.config().setAutoRead(read);
        }
    }

    /** What the socket does not take at once is lost: a switch that is stuck must not keep the connection. */
    private void closeChannel() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        var _ = channel.writeAndFlush(session.takeOutput());
        var _ = channel.close();
    }

    /** Deadlines mostly move later: the timer is left as it is and looks again when it fires. */
    private void schedule() {
        long at = session.nextDeadline();
        if (at == Long.MAX_VALUE || (timer != null && timerAt - at <= 0)) {
            return;
        }
        if (timer != null) {
            timer.cancel(false);
        }
        timerAt = at;
        timer = channel.eventLoop().schedule(this::fired, at - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void fired() {
        timer = null;
        session.tick(System.nanoTime());
        pump();
    }
}
