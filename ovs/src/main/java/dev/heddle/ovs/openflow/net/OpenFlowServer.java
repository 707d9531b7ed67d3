package dev.heddle.ovs.openflow.net;

import dev.heddle.ovs.openflow.session.SessionLimits;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.function.Supplier;

/** Accepts switches. The event loops are the caller's, and so are the connections after the close. */
public final class OpenFlowServer implements AutoCloseable {
    private final Channel channel;

    private OpenFlowServer(Channel channel) {
        this.channel = channel;
    }

    /**
     * Listens at a TCP or unix socket address.
     *
     * @param handlers gives each new connection its handler; called on the connection's event loop
     * @throws IOException if the address cannot be had
     */
    public static OpenFlowServer listen(
            SocketAddress address, EventLoopGroup loops, SessionLimits limits, Supplier<OpenFlowHandler> handlers)
            throws IOException {
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(Transport.server(address))
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        accepted.pipeline().addLast(new Connection(accepted, limits, handlers.get()));
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen at " + address + ": " + bound.cause().getMessage(), bound.cause());
        }
        return new OpenFlowServer(bound.channel());
    }

    /** The address, with the port that was chosen where 0 was asked for. */
    public SocketAddress address() {
        return channel.localAddress();
    }

    /** Accepts no more. */
    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
    }
}
