package dev.heddle.ovs.ovsdb.net;

import dev.heddle.ovs.ovsdb.OvsdbLimits;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/** Listens for OVSDB servers that dial us ({@code ovs-vsctl set-manager tcp:US:6640}). */
public final class OvsdbServer implements AutoCloseable {
    private final Channel channel;

    private OvsdbServer(Channel channel) {
        this.channel = channel;
    }

    /**
     * Listens at once.
     *
     * @param handlers gives each connection its handler
     * @throws IOException if it cannot listen there
     */
    public static OvsdbServer listen(
            EventLoopGroup loops, InetSocketAddress address, OvsdbLimits limits, Supplier<OvsdbHandler> handlers)
            throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, OvsdbDialer.WATER_MARK)
                .childHandler(new DriverInitializer(limits, handlers));
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("cannot listen on " + address, bound.cause());
        }
        return new OvsdbServer(bound.channel());
    }

    /** Where it listens; the port is the real one where 0 was asked for. */
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** Stops listening and waits until the address is free; connections stay. Not to be called on a loop. */
    @Override
    public void close() {
        channel.close().syncUninterruptibly();
    }
}
