package dev.heddle.simulator.whole;

import dev.heddle.controller.reconcile.Reconciler;
import dev.heddle.controller.reconcile.ReconcilerCore;
import dev.heddle.controller.reconcile.Timings;
import dev.heddle.controller.reconcile.Transport;
import dev.heddle.controller.state.HostStatuses;
import dev.heddle.controller.state.JournalRefused;
import dev.heddle.controller.state.Meter;
import dev.heddle.controller.state.StateMachine;
import dev.heddle.controller.state.StateThread;
import dev.heddle.ovs.Loop;
import dev.heddle.ovs.ovsdb.net.OvsdbHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One life of the controller's process, from start to crash: its state thread, compile thread and event loops on virtual
 * time, each of which comes to its work a moment after there is some.
 */
final class Life implements Transport {
    static final InetSocketAddress OPENFLOW = new InetSocketAddress("192.0.2.250", 6653);
    static final InetSocketAddress OVSDB = new InetSocketAddress("192.0.2.250", 6640);

    private static final int LOOPS = 3;
    private static final long STATE_PAUSE_NANOS = 500_000;
    private static final long COMPILE_PAUSE_NANOS = 1_000_000;

    private final Timeline time;
    private final RandomGenerator random;
    private final FaultyJournal journal;
    private final List<SimulatedLoop> loops;
    private final StateThread thread;
    private final PokedState state;
    private final HostStatuses statuses = new HostStatuses();
    private final ReconcilerCore core;
    private Timeline.@Nullable Planned<?> round;
    private long roundAt;
    private boolean compiling;
    private boolean over;

    /**
     * Starts it on what the disk holds.
     *
     * @param fatal told of what the process must end for
     */
    Life(Timeline time, RandomGenerator random, FaultyJournal.Disk disk, Consumer<Throwable> fatal) {
        this.time = time;
        this.random = random;
        this.journal = new FaultyJournal(disk);
        this.loops = IntStream.range(0, LOOPS)
                .mapToObj(i -> new SimulatedLoop(time, random))
                .toList();
        try {
            this.thread = new StateThread(
                    journal,
                    new StateThread.Options(
                            time,
                            time::nanoTime,
                            () -> new UUID(random.nextLong(), random.nextLong()),
                            false,
                            Meter.NONE),
                    fatal);
        } catch (JournalRefused e) {
            throw new IllegalStateException(e);
        }
        this.state = new PokedState(thread, this::poke);
        this.core = ReconcilerCore.start(
                new Reconciler.Settings(OVSDB, OPENFLOW, Optional.empty(), false),
                state,
                statuses,
                Timings.NONE,
                new ReconcilerCore.Surroundings(this, OPENFLOW, time, time::nanoTime, this::compileSoon, fatal));
        poke();
    }

    StateMachine state() {
        return state;
    }

    HostStatuses statuses() {
        return statuses;
    }

    /** The end of a bridge's new connection. */
    BridgeDriver bridge(InetSocketAddress from) {
        return new BridgeDriver(anyLoop(), from, core.openFlow());
    }

    /** The end of a database's new connection. */
    DatabaseDriver database(InetSocketAddress from) {
        return new DatabaseDriver(anyLoop(), OVSDB, from, core.ovsdb());
    }

    /** The process ends without a word. */
    void kill() {
        over = true;
        loops.forEach(SimulatedLoop::kill);
        journal.crash();
    }

    /** Most that ever waited for one of its loops. */
    int longestQueue() {
        return loops.stream().mapToInt(SimulatedLoop::longest).max().orElse(0);
    }

    @Override
    public Loop nextLoop() {
        return anyLoop();
    }

    @Override
    public Dialler dial(String target, Loop loop, OvsdbHandler handler) {
        throw new IllegalArgumentException("no simulated database listens");
    }

    private SimulatedLoop anyLoop() {
        return loops.get(random.nextInt(LOOPS));
    }

    private void poke() {
        plan(random.nextLong(STATE_PAUSE_NANOS));
    }

    private void plan(long delayNanos) {
        long at = time.nanoTime() + delayNanos;
        if (round != null && !round.isDone()) {
            if (at - roundAt >= 0) {
                return;
            }
            round.cancel(false);
        }
        roundAt = at;
        round = time.plan(delayNanos, this::round);
    }

    private void round() {
        round = null;
        if (over) {
            return;
        }
        Duration next = thread.step();
        if (!over) {
            plan(next.toNanos());
        }
    }

    private void compileSoon() {
        if (!compiling) {
            compiling = true;
            time.after(random.nextLong(COMPILE_PAUSE_NANOS), () -> {
                compiling = false;
                if (!over) {
                    core.compileNewest();
                }
            });
        }
    }
}
