package dev.heddle.simulator.whole;

import dev.heddle.ovs.Loop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;

/** One of the controller's event loops on virtual time: what waits is run in rounds, each a moment after it was asked for. */
final class SimulatedLoop implements Loop {
    private static final long LONGEST_PAUSE_NANOS = 200_000;

    private final Timeline time;
    private final RandomGenerator random;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean planned;
    private boolean running;
    private boolean dead;
    private int longest;

    SimulatedLoop(Timeline time, RandomGenerator random) {
        this.time = time;
        this.random = random;
    }

    @Override
    public void execute(Runnable task) {
        if (dead) {
            return;
        }
        tasks.add(task);
        longest = Math.max(longest, tasks.size());
        if (!planned && !running) {
            plan();
        }
    }

    @Override
    public Future<?> schedule(Runnable task, long delayNanos) {
        return time.plan(delayNanos, () -> run(task));
    }

    @Override
    public boolean inLoop() {
        return running;
    }

    @Override
    public long nanoTime() {
        return time.nanoTime();
    }

    /** Runs work of this loop now. */
    void run(Runnable task) {
        if (dead) {
            return;
        }
        boolean nested = running;
        running = true;
        try {
            task.run();
        } finally {
            running = nested;
        }
        if (!nested && !tasks.isEmpty() && !planned) {
            plan();
        }
    }

    /** The process ended: nothing of this loop runs any more. */
    void kill() {
        dead = true;
        tasks.clear();
    }

    /** Most tasks that ever waited. */
    int longest() {
        return longest;
    }

    private void plan() {
        planned = true;
        time.after(random.nextLong(LONGEST_PAUSE_NANOS), () -> {
            planned = false;
            round();
        });
    }

    /** What is asked for meanwhile waits for the next round. */
    private void round() {
        run(() -> {
            for (int left = tasks.size(); left > 0 && !dead; left--) {
                tasks.remove().run();
            }
        });
    }
}
