package dev.heddle.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.heddle.ovs.openflow.FlowMod;
import dev.heddle.ovs.openflow.net.Backoff;
import dev.heddle.ovs.openflow.net.OpenFlowConnection;
import dev.heddle.ovs.openflow.net.OpenFlowDialer;
import dev.heddle.ovs.openflow.session.SessionEvent;
import dev.heddle.ovs.openflow.session.SessionLimits;
import dev.heddle.ovs.testing.DummyOvs;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.lang.management.ManagementFactory;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Puts 50,000 flows into a real Open vSwitch in one atomic bundle, several times, and tells whose time it took: this process's
 * CPU time (all threads: encoding, session, I/O, garbage collection, JIT) and ovs-vswitchd's, from before the bundle is given to
 * the connection until its commit is acknowledged. The clocks of CPU time may tick in 10 ms: "warm" adds the later half up. The switch is emptied in between, outside the measured time.
 */
public final class BundleRun {
    private static final int FLOWS = 50_000;
    private static final int ROUNDS = 30;
    private static final String BRIDGE = "br-int";
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** One round, times in nanoseconds. */
    private record Round(long wall, long ours, long theirs) {
        double share() {
            return 100.0 * ours / (ours + theirs);
        }

        void print(String name) {
            System.out.printf(
                    "%-8s wall %6.1f ms   CPU ours %6.1f ms   ovs-vswitchd %6.1f ms   ours of both %4.1f %%   of the wall %4.1f %%%n",
                    name, wall / 1e6, ours / 1e6, theirs / 1e6, share(), 100.0 * ours / wall);
        }
    }

    private BundleRun() {}

    public static void main(String[] args) throws InterruptedException {
        List<FlowMod> mods = SampleFlows.extended(FLOWS);
        BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
        BlockingQueue<OpenFlowConnection> connections = new LinkedBlockingQueue<>();
        MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (DummyOvs ovs = DummyOvs.start()) {
            ovs.addBridge(BRIDGE);
            try (OpenFlowDialer dialer = OpenFlowDialer.dial(
                    UnixDomainSocketAddress.of(ovs.managementSocket(BRIDGE)),
                    loops.next(),
                    new SessionLimits(Duration.ofSeconds(60), Duration.ofSeconds(60), 1024, 256L << 20, 64 << 20),
                    new Backoff(Duration.ofMillis(10), Duration.ofMillis(100), new Random(1)),
                    (connection, event) -> {
                        if (event instanceof SessionEvent.Ready) {
                            connections.add(connection);
                        } else {
                            events.add(event);
                        }
                    })) {
                OpenFlowConnection connection = connections.take();
                List<Round> rounds = new ArrayList<>();
                for (int i = 0; i < ROUNDS; i++) {
                    Round round = round(connection, mods, events);
                    round.print(i == 0 ? "cold" : "round " + i);
                    rounds.add(round);
                    held(ovs);
                    ovs.ofctl("del-flows", BRIDGE);
                }
                List<Round> warm = rounds.subList(ROUNDS / 2, ROUNDS);
                new Round(
                                warm.stream().mapToLong(Round::wall).sum(),
                                warm.stream().mapToLong(Round::ours).sum(),
                                warm.stream().mapToLong(Round::theirs).sum())
                        .print("warm");
            }
        } finally {
            var _ = loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }

    private static Round round(OpenFlowConnection connection, List<FlowMod> mods, BlockingQueue<SessionEvent> events)
            throws InterruptedException {
        long wall = System.nanoTime();
        long ours = SYSTEM.getProcessCpuTime();
        long theirs = switchTime();
        connection.loop().execute(() -> connection.bundle(mods));
        SessionEvent event = events.poll(120, TimeUnit.SECONDS);
        if (!(event instanceof SessionEvent.BundleCommitted)) {
            throw new IllegalStateException("the bundle got " + event);
        }
        return new Round(System.nanoTime() - wall, SYSTEM.getProcessCpuTime() - ours, switchTime() - theirs);
    }

    private static long switchTime() {
        return ProcessHandle.current()
                .children()
                .filter(p -> p.info().command().orElse("").endsWith("ovs-vswitchd"))
                .findFirst()
                .flatMap(p -> p.info().totalCpuDuration())
                .orElseThrow()
                .toNanos();
    }

    private static void held(DummyOvs ovs) {
        String sum = ovs.ofctl("dump-aggregate", BRIDGE);
        if (!sum.contains("flow_count=" + FLOWS)) {
            throw new IllegalStateException("the switch holds " + sum);
        }
    }
}
