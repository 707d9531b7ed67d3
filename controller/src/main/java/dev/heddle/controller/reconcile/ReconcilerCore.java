package dev.heddle.controller.reconcile;

import dev.heddle.controller.state.HostStatuses;
import dev.heddle.controller.state.IsolationChecks;
import dev.heddle.controller.state.Programs;
import dev.heddle.controller.state.StateMachine;
import dev.heddle.ovs.openflow.net.OpenFlowHandler;
import dev.heddle.ovs.ovsdb.net.OvsdbHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The reconciler without sockets, threads and clock of its own: all that it does happens in its driver's calls and on the
 * loops of its {@link Transport}.
 */
public final class ReconcilerCore implements AutoCloseable {
    private final StateMachine state;
    private final HostBook hosts;
    private final CompileWorker compiler;
    private final StateMachine.Subscription subscription;

    /**
     * What it lives in.
     *
     * @param openflow where bridges are to dial
     * @param clock for the times that people see
     * @param nanoTime the monotonic clock that the loops tell
     * @param compileSoon called on the state thread when there is something to compile
     * @param fatal told of what the process must end for
     */
    public record Surroundings(
            Transport transport,
            InetSocketAddress openflow,
            InstantSource clock,
            LongSupplier nanoTime,
            Runnable compileSoon,
            Consumer<Throwable> fatal) {}

    private ReconcilerCore(
            StateMachine state, HostBook hosts, CompileWorker compiler, StateMachine.Subscription subscription) {
        this.state = state;
        this.hosts = hosts;
        this.compiler = compiler;
        this.subscription = subscription;
    }

    /** Knows the hosts of the newest snapshot, and has it and every one after it to compile. */
    public static ReconcilerCore start(
            Reconciler.Settings settings, StateMachine state, HostStatuses statuses, Timings timings, Surroundings in) {
        Context context = new Context(
                settings, state, statuses, timings, in.clock(), in.nanoTime(), in.fatal(), new SharedDifferences());
        HostBook hosts = new HostBook(context, in.transport());
        hosts.openflowAt(in.openflow());
        CompileWorker compiler = new CompileWorker(hosts, timings, in.nanoTime(), in.fatal());
        StateMachine.Subscription subscription = state.subscribe((before, after) -> {
            compiler.compile(after);
            in.compileSoon().run();
        });
        hosts.declare(state.snapshot());
        compiler.compile(state.snapshot());
        in.compileSoon().run();
        return new ReconcilerCore(state, hosts, compiler, subscription);
    }

    /** Compiles the newest snapshot, unless that is done, on the calling thread. */
    public void compileNewest() {
        compiler.compileNewest();
    }

    /** Compiles on a thread of its own from now on. */
    void startCompiling() {
        compiler.start();
    }

    /** For one connection of a bridge that dialled. */
    public OpenFlowHandler openFlow() {
        return new SwitchConnection(hosts, state.term());
    }

    /** For one connection of a database that dialled. */
    public OvsdbHandler ovsdb() {
        return new DatabaseLink(hosts, Optional.empty());
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

    /** For {@code GET /v1/isolation}. */
    public IsolationChecks isolation() {
        return host -> {
            HostWorker worker = hosts.worker(host);
            return worker == null
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : worker.isolation().thenApply(Optional::of);
        };
    }

    /** Reads what hosts' switches hold. */
    public Installed.Reader installed() {
        return host -> {
            HostWorker worker = hosts.worker(host);
            return worker == null ? CompletableFuture.completedFuture(Optional.empty()) : worker.installed();
        };
    }

    /** Tells every host what it has seen, waits until they say so, for so long at most, and takes no more programs. */
    void leave(Duration atMost) throws InterruptedException {
        hosts.leave(atMost);
    }

    /** Compiles and dials no more; switches keep what they hold. */
    @Override
    public void close() {
        subscription.close();
        compiler.close();
        hosts.close();
    }
}
