package dev.heddle.simulator.fleet;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** All simulated hosts, on a few event loops. Thread-safe. */
final class Fleet implements AutoCloseable {
    private static final int LOOPS = 2;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(LOOPS, NioIoHandler.newFactory());
    private final List<SimHost> hosts = new ArrayList<>();
    private final AtomicLong lastChange = new AtomicLong(System.nanoTime());

    /** @param controller where databases dial */
    Fleet(int size, InetSocketAddress controller) {
        for (int h = 0; h < size; h++) {
            hosts.add(new SimHost(h, loops.next(), controller, this::changed));
        }
    }

    private void changed(long at) {
        lastChange.accumulateAndGet(at, (a, b) -> b - a > 0 ? b : a);
    }

    /** The hosts dial. */
    void start() {
        hosts.forEach(SimHost::start);
    }

    void plug(Layout.Place port) {
        hosts.get(port.host()).plug(port.ifaceId());
    }

    void unplug(Layout.Place port) {
        hosts.get(port.host()).unplug(port.ifaceId());
    }

    /** How many flows the host's switch holds. */
    int flows(int host) throws InterruptedException, ExecutionException {
        return hosts.get(host).flows().get();
    }

    /** When a switch's flows or groups changed last, nanoseconds of the monotonic clock. */
    long lastChange() {
        return lastChange.get();
    }

    @Override
    public void close() {
        hosts.forEach(SimHost::stop);
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
