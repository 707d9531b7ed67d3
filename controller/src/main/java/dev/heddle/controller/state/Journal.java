package dev.heddle.controller.state;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The log from which the state is replayed. Bodies are opaque here; each holds one revision's records and says who asked,
 * when, and from where, so the log is also the audit log. One process writes; calls are thread-safe.
 */
public interface Journal extends AutoCloseable {
    /**
     * Opens what is stored and tells the listener, in this order: {@code restored}, {@code committed} for each batch after
     * the snapshot, {@code leading} or {@code following}. Returns when told.
     *
     * @throws JournalRefused nothing may be built on what is stored; what the listener was told so far is void
     */
    void start(Listener listener) throws JournalRefused;

    /**
     * Adds a batch: all of it or nothing. The stage completes with the sequence number of the last body once the batch is
     * durable and {@code committed} was called; or exceptionally with {@link Unavailable} (no room now; nothing was
     * written and later appends may work) or {@link Fenced}. After {@code failed} it never completes normally.
     *
     * @param term as told by {@code leading}
     * @param expectedSeq the newest sequence number that the caller knows
     * @param batch at least one body
     */
    CompletionStage<Long> append(long term, long expectedSeq, List<byte[]> batch);

    /**
     * Stores the state after {@code seq}, so that older bodies may go. Returns at once; the writer is called on another
     * thread, at most once. The stage completes once the snapshot is durable, or exceptionally.
     */
    CompletionStage<Void> snapshot(long seq, SnapshotWriter writer);

    /** Ends in order: what was appended becomes durable first. */
    @Override
    void close();

    /** Writes a snapshot's body. */
    interface SnapshotWriter {
        void write(OutputStream out) throws IOException;
    }

    /** Told by the journal's own thread, one call at a time. */
    interface Listener {
        /**
         * @param clusterId given when the journal was made
         * @param seq of the last body that the snapshot holds; 0 without a snapshot
         * @param snapshot empty when none was stored yet
         */
        void restored(String clusterId, long seq, Optional<byte[]> snapshot);

        /** @param seq of the batch's last body */
        void committed(long seq, List<byte[]> batch);

        /**
         * This process writes from now on.
         *
         * @param term above all before it
         * @param before the term of the process that wrote before; 0 if none did
         */
        void leading(long term, long before);

        /** Another process writes. */
        void following();

        /** It is unknown what is stored; the process must end without writing or answering anything more. */
        void failed(Throwable cause);
    }

    /** An append by a writer that is no longer, or not yet, the newest. Nothing was written. */
    final class Fenced extends Exception {
        public Fenced(String message) {
            super(message);
        }
    }
}
