package dev.heddle.controller.reconcile;

import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;

final class SwitchServer implements AutoCloseable {
    static SwitchServer listen(EventLoopGroup loops, InetSocketAddress address, long term, HostBook hosts) {
        return new SwitchServer();
    }

    InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", 6653);
    }

    @Override
    public void close() {}
}
