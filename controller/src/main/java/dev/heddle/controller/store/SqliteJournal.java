package dev.heddle.controller.store;

import dev.heddle.controller.state.Journal;
import dev.heddle.controller.state.JournalRefused;
import dev.heddle.controller.state.Meter;
import dev.heddle.controller.state.Unavailable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The journal of a single controller: {@code journal.db} and {@code head} in the data directory. One thread owns both;
 * it commits everything that waits in one transaction.
 */
public final class SqliteJournal implements Journal {
    private static final int QUEUE = 1024;

    private final Path path;
    private final Supplier<String> newClusterId;
    private final InstantSource clock;
    private final Meter meter;
    private final ThreadFactory threads;
    private final BlockingQueue<Task> tasks = new ArrayBlockingQueue<>(QUEUE);
    private volatile @Nullable Thread committer;

    /** What the committer is asked. */
    sealed interface Task {
        /** Nothing of it was done, and nothing will be. */
        void refuse(Throwable cause);

        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Append(long term, long expectedSeq, List<byte[]> batch, long since, CompletableFuture<Long> done)
                implements Task {
            @Override
            public void refuse(Throwable cause) {
                done.completeExceptionally(cause);
            }
        }

        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Keep(long seq, byte[] body, CompletableFuture<Void> done) implements Task {
            @Override
            public void refuse(Throwable cause) {
                done.completeExceptionally(cause);
            }
        }

        record Stop() implements Task {
            @Override
            public void refuse(Throwable cause) {}
        }
    }

    /**
     * @param newClusterId called once, when there is no journal in the directory yet
     * @param clock the term of a start is its epoch second, or one more than the last term where that is higher: so it is
     *     above the terms that hosts have seen even when the directory was restored from a backup
     */
    public SqliteJournal(Path dataDirectory, Supplier<String> newClusterId, InstantSource clock, Meter meter) {
        this(
                dataDirectory,
                newClusterId,
                clock,
                meter,
                Thread.ofPlatform().name("heddle-journal").factory());
    }

    SqliteJournal(
            Path dataDirectory,
            Supplier<String> newClusterId,
            InstantSource clock,
            Meter meter,
            ThreadFactory threads) {
        this.path = dataDirectory;
        this.newClusterId = newClusterId;
        this.clock = clock;
        this.meter = meter;
        this.threads = threads;
    }

    @Override
    public void start(Listener listener) throws JournalRefused {
        CompletableFuture<@Nullable JournalRefused> started = new CompletableFuture<>();
        Committer work = new Committer(path, newClusterId, clock, meter, tasks, listener);
        Thread thread = threads.newThread(() -> work.run(started));
        committer = thread;
        thread.start();
        JournalRefused refused = started.join();
        if (refused != null) {
            throw refused;
        }
    }

    @Override
    public CompletionStage<Long> append(long term, long expectedSeq, List<byte[]> batch) {
        if (batch.isEmpty()) {
            throw new IllegalArgumentException("an empty batch");
        }
        CompletableFuture<Long> done = new CompletableFuture<>();
        submit(new Task.Append(term, expectedSeq, List.copyOf(batch), System.nanoTime(), done));
        return done;
    }

    @Override
    public CompletionStage<Void> snapshot(long seq, SnapshotWriter writer) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofPlatform().name("heddle-snapshot").daemon().start(() -> {
            try {
                ByteArrayOutputStream body = new ByteArrayOutputStream();
                writer.write(body);
                submit(new Task.Keep(seq, body.toByteArray(), done));
            } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private void submit(Task task) {
        if (!tasks.offer(task)) {
            task.refuse(new Unavailable("too many writes are waiting for the disk"));
        }
        Thread thread = committer;
        if (thread == null || !thread.isAlive()) {
            refuseAll();
        }
    }

    private void refuseAll() {
        for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
            task.refuse(new Unavailable("the journal is closed"));
        }
    }

    @Override
    public void close() {
        Thread thread = committer;
        if (thread == null) {
            return;
        }
        try {
            tasks.put(new Task.Stop());
            thread.join();
            refuseAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
