package dev.heddle.ovs.openflow.net;

import dev.heddle.ovs.openflow.session.SessionEvent;
import dev.heddle.ovs.openflow.session.SessionLimits;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one connection to a switch that listens, such as a bridge's {@code .mgmt} socket: dials again after each loss, with
 * pauses. Owner: one event loop, which all its connections use.
 */
public final class OpenFlowDialer implements AutoCloseable {
    private final SocketAddress address;
    private final EventLoop loop;
    private final SessionLimits limits;
    private final Backoff backoff;
    private final OpenFlowHandler handler;
    private boolean closed;
    private @Nullable Connection connection;

    private OpenFlowDialer(
            SocketAddress address, EventLoop loop, SessionLimits limits, Backoff backoff, OpenFlowHandler handler) {
        this.address = address;
        this.loop = loop;
        this.limits = limits;
        this.backoff = backoff;
        this.handler = handler;
    }

    /**
     * Starts dialling.
     *
     * @param backoff used on the loop only
     * @param handler takes the events of every connection that comes about; called on the loop
     */
    public static OpenFlowDialer dial(
            SocketAddress address, EventLoop loop, SessionLimits limits, Backoff backoff, OpenFlowHandler handler) {
        OpenFlowDialer dialer = new OpenFlowDialer(address, loop, limits, backoff, handler);
        loop.execute(dialer::connect);
        return dialer;
    }

    /**
     * Connects once, without another try.
     *
     * @param handler takes the connection's events; called on the loop
     * @param refused told why no connection came about; called on the loop
     */
    public static void once(
            SocketAddress address,
            EventLoop loop,
            SessionLimits limits,
            OpenFlowHandler handler,
            Consumer<String> refused) {
        var _ = attempt(address, loop, channel -> new Connection(channel, limits, handler))
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        refused.accept(done.cause().getMessage());
                    }
                });
    }

    private static ChannelFuture attempt(
            SocketAddress address, EventLoop loop, Function<Channel, Connection> connections) {
        return new Bootstrap()
                .group(loop)
                .channel(Transport.client(address))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(connections.apply(channel));
                    }
                })
                .connect(address);
    }

    private void connect() {
        if (closed) {
            return;
        }
        var _ = attempt(address, loop, this::connection).addListener(done -> {
            if (!done.isSuccess()) {
                again();
            }
        });
    }

    private Connection connection(Channel channel) {
        Connection made = new Connection(channel, limits, this::event);
        connection = made;
        return made;
    }

    private void event(OpenFlowConnection from, SessionEvent event) {
        if (event instanceof SessionEvent.Ready) {
            backoff.reset();
        }
        handler.event(from, event);
        if (event instanceof SessionEvent.Closed) {
            again();
        }
    }

    private void again() {
        connection = null;
        if (!closed) {
            var _ = loop.schedule(this::connect, backoff.next(), TimeUnit.NANOSECONDS);
        }
    }

    /** Ends the connection and dials no more. */
    @Override
    public void close() {
        loop.execute(() -> {
            closed = true;
            if (connection != null) {
                connection.close("closed by the controller");
            }
        });
    }
}
