package dev.heddle.controller.store;

import dev.heddle.controller.state.Journal;
import dev.heddle.controller.state.Unavailable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A journal without files, for simulation: what was appended becomes durable at {@link #flush} and is dropped by
 * {@link #crash}. Everything happens on the calling thread; one thread at a time.
 */
public final class InMemoryJournal implements Journal {
    private record Entry(long seq, List<byte[]> batch) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Snapshot(long seq, byte[] body) {}

    private record Waiting(List<byte[]> batch, CompletableFuture<Long> done) {}

    /** What survives a crash. */
    public static final class Disk {
        private final String clusterId;
        private final List<Entry> entries = new ArrayList<>();
        private @Nullable Snapshot snapshot;
        private long seq;
        private long term;

        public Disk(String clusterId) {
            this.clusterId = clusterId;
        }
    }

    private final Disk disk;
    private final boolean flushAtOnce;
    private final Deque<Waiting> unflushed = new ArrayDeque<>();
    private @Nullable Listener listener;
    private long appendedSeq;

    /** @param flushAtOnce whether an append is durable at once, or waits for {@link #flush} */
    public InMemoryJournal(Disk disk, boolean flushAtOnce) {
        this.disk = disk;
        this.flushAtOnce = flushAtOnce;
    }

    @Override
    public void start(Listener to) {
        listener = to;
        Snapshot newest = disk.snapshot;
        if (newest == null) {
            to.restored(disk.clusterId, 0, Optional.empty());
        } else {
            to.restored(disk.clusterId, newest.seq(), Optional.of(newest.body()));
        }
        disk.entries.forEach(entry -> to.committed(entry.seq(), entry.batch()));
        appendedSeq = disk.seq;
        disk.term++;
        to.leading(disk.term, disk.term - 1);
    }

    @Override
    public CompletionStage<Long> append(long term, long expectedSeq, List<byte[]> batch) {
        if (batch.isEmpty()) {
            throw new IllegalArgumentException("an empty batch");
        }
        if (listener == null) {
            return CompletableFuture.failedFuture(new Unavailable("the journal is closed"));
        }
        if (term != disk.term || expectedSeq != appendedSeq) {
            return CompletableFuture.failedFuture(
                    new Fenced("the journal is at record " + appendedSeq + " of term " + disk.term));
        }
        appendedSeq += batch.size();
        CompletableFuture<Long> done = new CompletableFuture<>();
        unflushed.add(new Waiting(List.copyOf(batch), done));
        if (flushAtOnce) {
            flush();
        }
        return done;
    }

    /** Makes durable, and acknowledges, what was appended. */
    public void flush() {
        for (Waiting next = unflushed.poll(); next != null && listener != null; next = unflushed.poll()) {
            disk.seq += next.batch().size();
            disk.entries.add(new Entry(disk.seq, next.batch()));
            listener.committed(disk.seq, next.batch());
            next.done().complete(disk.seq);
        }
    }

    /** Loses what was not flushed; a new journal on the same disk sees the rest. */
    public void crash() {
        unflushed.clear();
        listener = null;
    }

    @Override
    public CompletionStage<Void> snapshot(long seq, SnapshotWriter writer) {
        Snapshot newest = disk.snapshot;
        if (seq > disk.seq || (newest != null && seq <= newest.seq())) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("no new record " + seq));
        }
        try {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            writer.write(body);
            disk.snapshot = new Snapshot(seq, body.toByteArray());
            disk.entries.removeIf(entry -> entry.seq() <= seq);
            return CompletableFuture.completedFuture(null);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void close() {
        flush();
        listener = null;
    }
}
