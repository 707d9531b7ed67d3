package dev.heddle.simulator.whole;

import dev.heddle.controller.state.Journal;
import dev.heddle.controller.state.JournalRefused;
import dev.heddle.controller.state.Unavailable;
import dev.heddle.controller.store.InMemoryJournal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A journal in memory whose disk is full at times, and whose process ends before or after a write. */
final class FaultyJournal implements Journal {
    /** The process has ended in the midst of its work. */
    static final class ProcessEnded extends Error {
        ProcessEnded() {
            super("the process ended", null, false, false);
        }
    }

    /** The disk, and what shall happen to it. Outlives the processes. */
    static final class Disk {
        private final Timeline time;
        private final InMemoryJournal.Disk disk = new InMemoryJournal.Disk("simulated");
        private long fullUntil = Long.MIN_VALUE;
        private Act.Moment crash = Act.Moment.NOW;

        Disk(Timeline time) {
            this.time = time;
        }

        /** Nothing can be written for so long. */
        void fill(Duration how) {
            fullUntil = time.nanoTime() + how.toNanos();
        }

        /** The process ends at the next write; {@code NOW} takes that back. */
        void crashAt(Act.Moment moment) {
            crash = moment;
        }

        void heal() {
            fullUntil = Long.MIN_VALUE;
            crash = Act.Moment.NOW;
        }
    }

    private final Disk disk;
    private final InMemoryJournal journal;

    FaultyJournal(Disk disk) {
        this.disk = disk;
        this.journal = new InMemoryJournal(disk.disk, false);
    }

    @Override
    public void start(Listener listener) throws JournalRefused {
        journal.start(listener);
    }

    @Override
    public CompletionStage<Long> append(long term, long expectedSeq, List<byte[]> batch) {
        if (disk.time.nanoTime() < disk.fullUntil) {
            return CompletableFuture.failedFuture(new Unavailable("the disk is full"));
        }
        CompletionStage<Long> done = journal.append(term, expectedSeq, batch);
        Act.Moment crash = disk.crash;
        disk.crash = Act.Moment.NOW;
        switch (crash) {
            case NOW -> journal.flush();
            case BEFORE_NEXT_WRITE -> {
                journal.crash();
                throw new ProcessEnded();
            }
            case AFTER_NEXT_WRITE -> {
                journal.flush();
                throw new ProcessEnded();
            }
        }
        return done;
    }

    @Override
    public CompletionStage<Void> snapshot(long seq, SnapshotWriter writer) {
        return journal.snapshot(seq, writer);
    }

    /** The process ended: what was not flushed is lost. */
    void crash() {
        journal.crash();
    }

    @Override
    public void close() {
        journal.close();
    }
}
