package dev.heddle.controller.state;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.manifest.Manifest;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** The state thread as the other packages see it. Thread-safe. */
public interface StateMachine {
    /** The newest durable snapshot. */
    Snapshot snapshot();

    /** The journal's term, raised at each start; also the generation id of OpenFlow roles. */
    long term();

    /**
     * Whether what a host says it has seen is in this journal. Of this term it is; of an earlier one it is if the journal had
     * come as far when this term began. What was written since does not count: it is not what the host has seen.
     */
    boolean vouchesFor(long term, long revision);

    /**
     * In words, that a host has seen more than this journal holds: it was restored from old data. Nothing may be programmed
     * or deleted then, requests complete with {@link Unavailable}. Empty when all is well. Set by
     * {@link Observation.Witness}; a snapshot is published after it was accepted ({@code serve --accept-older}).
     */
    Optional<String> journalOlder();

    /** Why the port is not bound, and which claims to it are not followed; empty if there is nothing to say. */
    List<String> explain(PortState port);

    /**
     * Declares objects: all or none, one revision; nothing changed makes no revision. Completes once durable, or
     * exceptionally with {@link Refused}, {@link Unavailable}.
     */
    CompletableFuture<Applied> apply(Apply request);

    /** Removes objects: all or none, in any order of the list. Completes as {@link #apply}. */
    CompletableFuture<Applied> delete(Delete request);

    /** Takes an observation; never blocks. */
    void observe(Observation observation);

    /** Calls the listener on the state thread after each new snapshot, in order; it must not block. */
    Subscription subscribe(Listener listener);

    /** Ends with {@link #close}. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** Told of every new snapshot. */
    interface Listener {
        void changed(Snapshot before, Snapshot after);
    }

    /**
     * @param actor who asks, for the audit chain (a token's name, {@code local})
     * @param origin from where ({@code 127.0.0.1}, {@code unix})
     * @param ifRevision refuse with a conflict when the spec of an object in the request changed after this revision
     * @param dryRun decide and answer, write nothing
     */
    record Apply(List<Manifest> manifests, String actor, String origin, OptionalLong ifRevision, boolean dryRun) {
        public Apply {
            manifests = List.copyOf(manifests);
        }
    }

    /** @param ifRevision as for {@link Apply} */
    record Delete(List<ObjectKey> keys, String actor, String origin, OptionalLong ifRevision, boolean dryRun) {
        public Delete {
            keys = List.copyOf(keys);
        }
    }

    /** What became of a request. */
    record Applied(long revision, List<Result> results) {
        public Applied {
            results = List.copyOf(results);
        }
    }

    /** One object's part of {@link Applied}. */
    record Result(ObjectKey key, Action action) {}

    /** What was done to an object. */
    enum Action {
        CREATED,
        CONFIGURED,
        UNCHANGED,
        DELETED
    }

    /** Counts for metrics. */
    record Load(int queued, Map<Kind, Integer> objects) {}

    Load load();
}
