package dev.heddle.controller.reconcile;

import dev.heddle.controller.state.HostStatuses;
import dev.heddle.controller.state.Programs;
import dev.heddle.controller.state.StateMachine;
import dev.heddle.ovs.ovsdb.OvsdbLimits;
import dev.heddle.ovs.ovsdb.net.OvsdbServer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes every declared host's switch equal to the program of the newest snapshot. Owns the listeners, the connections, their
 * event loops and the compile thread.
 */
public final class Reconciler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final int LOOPS = Math.max(2, Runtime.getRuntime().availableProcessors() / 2);

    /**
     * @param ovsdbListen where hosts' databases dial; port 0 for any
     * @param openflowListen where hosts' bridges dial; port 0 for any
     * @param advertise the address under which hosts reach us; empty for the one that their databases reached
     * @param term of this start; the generation id of the master role
     * @param acceptOlder program hosts although they have seen more than the journal holds
     * @param adopt take over bridges that carry another cluster's id
     */
    public record Settings(
            InetSocketAddress ovsdbListen,
            InetSocketAddress openflowListen,
            Optional<String> advertise,
            long term,
            boolean acceptOlder,
            boolean adopt) {}

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final HostBook hosts;
    private final OvsdbServer ovsdb;
    private final SwitchServer openflow;

    /**
     * Listens, compiles the newest snapshot and every one after it.
     *
     * @throws java.net.BindException if an address is taken
     */
    public static Reconciler start(
            Settings settings, StateMachine state, HostStatuses statuses, Timings timings, InstantSource clock)
            throws InterruptedException {
        return new Reconciler(
                new Context(settings, state, statuses, timings, clock, new SharedDifferences()));
    }

    private Reconciler(Context context) throws InterruptedException {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(LOOPS, NioIoHandler.newFactory());
        open.push(() -> loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).sync());
        hosts = new HostBook(context, loops);
        open.push(hosts);
        CompileWorker compiler = new CompileWorker(hosts, context.timings());
        open.push(compiler);
        Settings settings = context.settings();
        openflow = SwitchServer.listen(loops, settings.openflowListen(), settings.term(), hosts);
        open.push(openflow);
        hosts.openflowAt(openflow.address());
        open.push(context.state().subscribe((before, after) -> compiler.compile(after)));
        hosts.compiled(context.state().snapshot(), new java.util.TreeMap<>(), System.nanoTime());
        compiler.compile(context.state().snapshot());
        compiler.start();
        ovsdb = OvsdbServer.listen(
                loops,
                settings.ovsdbListen(),
                OvsdbLimits.DEFAULT,
                () -> new DatabaseLink(hosts, Optional.empty()));
        open.push(ovsdb);
    }

    /** For {@code GET /v1/hosts/NAME/program}. */
    public Programs programs() {
        return host -> {
            HostWorker worker = hosts.worker(host);
            return worker == null
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : worker.view().thenApply(Optional::of);
        };
    }

    public InetSocketAddress ovsdbAddress() {
        return ovsdb.address();
    }

    public InetSocketAddress openflowAddress() {
        return openflow.address();
    }

    /** Ends connections and threads; switches keep what they hold. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            AutoCloseable next = open.pop();
            try {
                next.close();
            } catch (Exception e) {
                LOG.warn("closing {}", next, e);
            }
        }
    }
}
