package dev.heddle.controller.state;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A journal whose disk is full at will. */
final class FullJournal implements Journal {
    private final Journal journal;
    volatile boolean full;

    FullJournal(Journal journal) {
        this.journal = journal;
    }

    @Override
    public void start(Listener listener) throws JournalRefused {
        journal.start(listener);
    }

    @Override
    public CompletionStage<Long> append(long term, long expectedSeq, List<byte[]> batch) {
        return full
                ? CompletableFuture.failedFuture(new Unavailable("full"))
                : journal.append(term, expectedSeq, batch);
    }

    @Override
    public CompletionStage<Void> snapshot(long seq, SnapshotWriter writer) {
        return journal.snapshot(seq, writer);
    }

    @Override
    public void close() {
        journal.close();
    }
}
