package dev.heddle.controller.reconcile;

import dev.heddle.compiler.Compiler;
import dev.heddle.flow.Program;
import dev.heddle.model.state.Snapshot;
import java.time.Duration;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that compiles. Snapshots that come while it works are skipped but for the newest. */
final class CompileWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CompileWorker.class);
    private static final long STOP_MILLIS = 2000;

    /** Takes what was compiled; called on the worker's thread. */
    interface Sink {
        /**
         * @param changed the hosts whose program is another than the last time, and those that have none any more
         * @param publishedAt nanoseconds of the monotonic clock
         */
        void compiled(Snapshot snapshot, SortedMap<String, Program> programs, Set<String> changed, long publishedAt);
    }

    private record Job(Snapshot snapshot, long publishedAt) {}

    private final Newest<Job> newest = new Newest<>();
    private final Compiler compiler = new Compiler();
    private final Sink sink;
    private final Timings timings;
    private final LongSupplier nanoTime;
    private final Consumer<Throwable> fatal;
    private final Thread thread = Thread.ofPlatform().name("compile").daemon().unstarted(this::work);

    /** @param fatal told of what the process must end for */
    CompileWorker(Sink sink, Timings timings, LongSupplier nanoTime, Consumer<Throwable> fatal) {
        this.sink = sink;
        this.timings = timings;
        this.nanoTime = nanoTime;
        this.fatal = fatal;
    }

    void start() {
        thread.start();
    }

    /** From any thread; never waits. */
    void compile(Snapshot snapshot) {
        newest.put(new Job(snapshot, nanoTime.getAsLong()));
    }

    /** Compiles what waits, on the calling thread: for one that is not started. */
    void compileNewest() {
        Job job = newest.poll();
        if (job != null) {
            compile(job);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                compile(newest.take());
            }
        } catch (InterruptedException e) {
            LOG.debug("stopped");
        } catch (RuntimeException e) {
            fatal.accept(e);
        }
    }

    private void compile(Job job) {
        long start = nanoTime.getAsLong();
        SortedMap<String, Program> programs = compiler.compile(job.snapshot());
        Set<String> changed = compiler.changed();
        timings.compiled(Duration.ofNanos(nanoTime.getAsLong() - start), changed.size());
        sink.compiled(job.snapshot(), programs, changed, job.publishedAt());
    }
}
