package dev.heddle.controller.state;

import dev.heddle.model.state.Batch;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.ImageCodec;
import dev.heddle.model.state.RecordCodec;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal in terms of batches and images: restores, appends and waits until durable, asks for a snapshot when the
 * journal has grown. Used by the state thread only, after {@link #start}.
 */
final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    /** When to store a snapshot: after so many journal entries or bytes, whichever comes first. */
    record SnapshotRule(long entries, long bytes) {
        static final SnapshotRule DEFAULT = new SnapshotRule(10_000, 64L << 20);
    }

    private final Journal journal;
    private final SnapshotRule rule;
    private Image restored = Image.empty("");
    private long seq;
    private long term;
    private long termBefore;
    private String lastOrigin = "";
    private long entriesSince;
    private long bytesSince;
    private volatile boolean snapshotRunning;

    Ledger(Journal journal, SnapshotRule rule) {
        this.journal = journal;
        this.rule = rule;
    }

    /**
     * Opens the journal.
     *
     * @param failed told when it is unknown what is stored
     * @return the state as it was when the journal ended
     */
    Image start(Consumer<Throwable> failed) throws JournalRefused {
        journal.start(new Restoring(failed));
        Image image = restored;
        restored = Image.empty("");
        return image;
    }

    long term() {
        return term;
    }

    /** The term of the process that wrote before this one; 0 if none did. */
    long termBefore() {
        return termBefore;
    }

    /** From where the last batch came that was replayed after the snapshot; empty if there was none. */
    String lastOrigin() {
        return lastOrigin;
    }

    /**
     * Writes the batches, all or none, and returns once they are durable.
     *
     * @throws Unavailable nothing was written
     */
    void append(List<Batch> batches) throws Unavailable {
        List<byte[]> bodies = batches.stream().map(RecordCodec::encode).toList();
        try {
            seq = journal.append(term, seq, bodies).toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Unavailable unavailable) {
                throw unavailable;
            }
            throw e;
        }
        count(bodies);
    }

    /** Stores {@code image}, which must be the state after the last append, if the journal has grown enough. */
    void snapshotIfDue(Image image) {
        if (snapshotRunning || (entriesSince < rule.entries() && bytesSince < rule.bytes())) {
            return;
        }
        entriesSince = 0;
        bytesSince = 0;
        snapshotRunning = true;
        journal.snapshot(seq, out -> ImageCodec.write(image, out)).whenComplete((done, failure) -> {
            snapshotRunning = false;
            if (failure != null) {
                LOG.warn("no snapshot was stored, the journal grows on: {}", failure.toString());
            }
        });
    }

    private void count(List<byte[]> bodies) {
        entriesSince += bodies.size();
        bytesSince += bodies.stream().mapToLong(b -> b.length).sum();
    }

    /** Replays what is stored. What is committed later was decided here, and its image is known. */
    private final class Restoring implements Journal.Listener {
        private final Consumer<Throwable> failed;
        private boolean leading;

        Restoring(Consumer<Throwable> failed) {
            this.failed = failed;
        }

        @Override
        public void restored(String clusterId, long at, Optional<byte[]> snapshot) {
            restored = snapshot.map(ImageCodec::decode).orElseGet(() -> Image.empty(clusterId));
            if (!restored.clusterId().equals(clusterId)) {
                throw new IllegalStateException(
                        "the snapshot is of cluster " + restored.clusterId() + ", the journal of " + clusterId);
            }
            seq = at;
        }

        @Override
        public void committed(long last, List<byte[]> batch) {
            if (leading) {
                return;
            }
            for (byte[] body : batch) {
                Batch each = RecordCodec.decode(body);
                restored = restored.replay(each);
                lastOrigin = each.origin();
            }
            seq = last;
            count(batch);
        }

        @Override
        public void leading(long newTerm, long before) {
            term = newTerm;
            termBefore = before;
            leading = true;
        }

        @Override
        public void following() {
            throw new IllegalStateException("this controller can only lead");
        }

        @Override
        public void failed(Throwable cause) {
            failed.accept(cause);
        }
    }
}
