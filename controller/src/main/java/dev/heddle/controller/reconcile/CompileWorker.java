package dev.heddle.controller.reconcile;

import dev.heddle.compiler.Compiler;
import dev.heddle.flow.Program;
import dev.heddle.model.state.Snapshot;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that compiles. Snapshots that come while it works are skipped but for the newest. */
final class CompileWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CompileWorker.class);

    /** Takes what was compiled; called on the worker's thread. */
    interface Sink {
        /** @param publishedAt nanoseconds of the monotonic clock */
        void compiled(Snapshot snapshot, SortedMap<String, Program> programs, long publishedAt);
    }

    private record Job(Snapshot snapshot, long publishedAt) {}

    private final Newest<Job> newest = new Newest<>();
    private final Compiler compiler = new Compiler();
    private final Sink sink;
    private final Timings timings;
    private final Thread thread = Thread.ofPlatform().name("compile").daemon().unstarted(this::work);
    private SortedMap<String, Program> last = new TreeMap<>();

    CompileWorker(Sink sink, Timings timings) {
        this.sink = sink;
        this.timings = timings;
    }

    void start() {
        thread.start();
    }

    /** From any thread; never waits. */
    void compile(Snapshot snapshot) {
        newest.put(new Job(snapshot, System.nanoTime()));
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void work() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                compile(newest.take());
            }
        } catch (InterruptedException e) {
            LOG.debug("stopped");
        }
    }

    private void compile(Job job) {
        long start = System.nanoTime();
        SortedMap<String, Program> programs = compiler.compile(job.snapshot());
        long changed = programs.entrySet().stream()
                .filter(e -> {
                    Program before = last.get(e.getKey());
                    return before == null || !e.getValue().sameAs(before);
                })
                .count();
        last = programs;
        timings.compiled(Duration.ofNanos(System.nanoTime() - start), (int) changed);
        sink.compiled(job.snapshot(), programs, job.publishedAt());
    }
}
