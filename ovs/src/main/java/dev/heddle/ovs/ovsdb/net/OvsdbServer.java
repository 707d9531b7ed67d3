package dev.heddle.ovs.ovsdb.net;

import dev.heddle.ovs.ovsdb.OvsdbLimits;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.function.Supplier;

/** Listens for OVSDB servers that dial us ({@code ovs-vsctl set-manager tcp:US:6640}). */
public final class OvsdbServer implements AutoCloseable {
    private final Channel channel;
    private final SocketAddress address;

    private OvsdbServer(Channel channel, SocketAddress address) {
        this.channel = channel;
        this.address = address;
    }

    /**
     * Listens at once, over TCP.
     *
     * @param handlers gives each connection its handler
     * @throws IOException if it cannot listen there
     */
    public static OvsdbServer listen(
            EventLoopGroup loops, InetSocketAddress address, OvsdbLimits limits, Supplier<OvsdbHandler> handlers)
            throws IOException {
        return listen(loops, address, Optional.empty(), limits, handlers);
    }

    /**
     * Listens at once. A unix socket that nobody listens at any more is replaced.
     *
     * @param tls needed where the target is {@code pssl:}; not used otherwise
     * @param handlers gives each connection its handler
     * @throws IllegalArgumentException if the target is not passive, or TLS is needed and missing
     * @throws IOException if it cannot listen there
     */
    public static OvsdbServer listen(
            EventLoopGroup loops,
            OvsdbTarget target,
            Optional<Tls> tls,
            OvsdbLimits limits,
            Supplier<OvsdbHandler> handlers)
            throws IOException {
        if (!target.passive()) {
            throw new IllegalArgumentException("expected a target to listen at, found " + target);
        }
        SocketAddress address = target.resolve();
        if (address instanceof UnixDomainSocketAddress unix) {
            removeStale(unix);
        }
        return listen(loops, address, target.requireTls(tls), limits, handlers);
    }

    private static OvsdbServer listen(
            EventLoopGroup loops,
            SocketAddress address,
            Optional<Tls> tls,
            OvsdbLimits limits,
            Supplier<OvsdbHandler> handlers)
            throws IOException {
        boolean unix = address instanceof UnixDomainSocketAddress;
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(unix ? NioServerDomainSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, OvsdbDialer.WATER_MARK)
                .childHandler(new DriverInitializer(limits, tls, true, handlers));
        if (!unix) {
            bootstrap.option(ChannelOption.SO_REUSEADDR, true).childOption(ChannelOption.TCP_NODELAY, true);
        }
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("cannot listen on " + address, bound.cause());
        }
        return new OvsdbServer(bound.channel(), address);
    }

    private static void removeStale(UnixDomainSocketAddress address) throws IOException {
        Path path = address.getPath();
        if (!Files.exists(path)
                || !Files.readAttributes(path, BasicFileAttributes.class).isOther()) {
            return;
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(address);
        } catch (ConnectException e) {
            Files.deleteIfExists(path);
        }
    }

    /**
     * Where it listens over TCP; the port is the real one where 0 was asked for.
     *
     * @throws IllegalStateException if it listens at a unix socket
     */
    public InetSocketAddress address() {
        if (channel.localAddress() instanceof InetSocketAddress inet) {
            return inet;
        }
        throw new IllegalStateException("listens at " + address);
    }

    /** Stops listening and waits until the address is free; connections stay. Not to be called on a loop. */
    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        if (address instanceof UnixDomainSocketAddress unix) {
            try {
                Files.deleteIfExists(unix.getPath());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
