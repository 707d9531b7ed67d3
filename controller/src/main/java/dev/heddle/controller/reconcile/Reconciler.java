package dev.heddle.controller.reconcile;

import dev.heddle.controller.state.HostStatuses;
import dev.heddle.controller.state.IsolationChecks;
import dev.heddle.controller.state.Programs;
import dev.heddle.controller.state.StateMachine;
import dev.heddle.ovs.openflow.net.OpenFlowServer;
import dev.heddle.ovs.openflow.session.SessionLimits;
import dev.heddle.ovs.ovsdb.OvsdbLimits;
import dev.heddle.ovs.ovsdb.net.OvsdbServer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes every declared host's switch equal to the program of the newest snapshot. Owns the listeners, the connections, their
 * event loops and the compile thread.
 */
public final class Reconciler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final Duration LEAVE_WITHIN = Duration.ofSeconds(2);
    private static final int LOOPS = Math.max(2, Runtime.getRuntime().availableProcessors() / 2);

    /**
     * @param ovsdbListen where hosts' databases dial; port 0 for any
     * @param openflowListen where hosts' bridges dial; port 0 for any
     * @param advertise the address under which hosts reach us; empty for the one that their databases reached
     * @param adopt take over bridges that carry another cluster's id
     */
    public record Settings(
            InetSocketAddress ovsdbListen,
            InetSocketAddress openflowListen,
            Optional<String> advertise,
            boolean adopt) {}

    private final Deque<AutoCloseable> parts;
    private final ReconcilerCore core;
    private final InetSocketAddress ovsdb;
    private final InetSocketAddress openflow;

    private Reconciler(
            Deque<AutoCloseable> parts, ReconcilerCore core, InetSocketAddress ovsdb, InetSocketAddress openflow) {
        this.parts = parts;
        this.core = core;
        this.ovsdb = ovsdb;
        this.openflow = openflow;
    }

    /**
     * Listens, compiles the newest snapshot and every one after it.
     *
     * @param fatal told of what the process must end for
     * @throws java.net.BindException if an address is taken
     */
    public static Reconciler start(
            Settings settings,
            StateMachine state,
            HostStatuses statuses,
            Timings timings,
            InstantSource clock,
            Consumer<Throwable> fatal)
            throws IOException, InterruptedException {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            return start(settings, state, statuses, timings, clock, fatal, parts);
        } catch (IOException | InterruptedException | RuntimeException e) {
            close(parts);
            throw e;
        }
    }

    /** Hosts are known and bridges can dial before the first database is listened to. */
    private static Reconciler start(
            Settings settings,
            StateMachine state,
            HostStatuses statuses,
            Timings timings,
            InstantSource clock,
            Consumer<Throwable> fatal,
            Deque<AutoCloseable> parts)
            throws IOException, InterruptedException {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(LOOPS, NioIoHandler.newFactory());
        parts.push(() -> end(loops).sync());
        AtomicReference<ReconcilerCore> made = new AtomicReference<>();
        OpenFlowServer openflow = OpenFlowServer.listen(
                settings.openflowListen(),
                loops,
                SessionLimits.DEFAULT,
                () -> Objects.requireNonNull(made.get()).openFlow());
        parts.push(openflow);
        InetSocketAddress openflowAddress = (InetSocketAddress) openflow.address();
        ReconcilerCore core = ReconcilerCore.start(
                settings,
                state,
                statuses,
                timings,
                new ReconcilerCore.Surroundings(
                        new NettyTransport(loops), openflowAddress, clock, System::nanoTime, () -> {}, fatal));
        parts.push(core);
        made.set(core);
        core.startCompiling();
        OvsdbServer ovsdb = OvsdbServer.listen(loops, settings.ovsdbListen(), OvsdbLimits.DEFAULT, core::ovsdb);
        parts.push(ovsdb);
        parts.push(() -> core.leave(LEAVE_WITHIN));
        return new Reconciler(parts, core, ovsdb.address(), openflowAddress);
    }

    /** For {@code GET /v1/hosts/NAME/program}. */
    public Programs programs() {
        return core.programs();
    }

    /** For {@code GET /v1/isolation}. */
    public IsolationChecks isolation() {
        return core.isolation();
    }

    /** Reads what hosts' switches hold. */
    public Installed.Reader installed() {
        return core.installed();
    }

    public InetSocketAddress ovsdbAddress() {
        return ovsdb;
    }

    public InetSocketAddress openflowAddress() {
        return openflow;
    }

    /** Tells the hosts what they have seen (2 s at most), ends connections and threads; switches keep what they hold. */
    @Override
    public void close() {
        close(parts);
    }

    /**
     * Closes all connections, then ends. Without a quiet time a loop that is busy just then would end and leave its connections
     * open.
     */
    static Future<?> end(EventLoopGroup loops) {
        return loops.shutdownGracefully(1, 2000, TimeUnit.MILLISECONDS);
    }

    private static void close(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            AutoCloseable next = parts.pop();
            try {
                next.close();
            } catch (Exception e) {
                LOG.warn("closing {}", next, e);
            }
        }
    }
}
