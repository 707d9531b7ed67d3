package dev.heddle.controller.state;

import dev.heddle.model.state.Image;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether hosts have seen more than this journal holds. Once they have, the journal is refused: that is written into it, so
 * that it stays refused at later starts until its older data are accepted. Used by the state thread; the volatile parts are
 * read by any.
 */
final class Lineage {
    /** Origin of the journal entry by which it is refused. As long as none follows, it is. */
    static final String REFUSED = "refused: hosts have seen more";

    private static final Logger LOG = LoggerFactory.getLogger(Lineage.class);
    private static final String ACCEPT = "--accept-older";
    private static final String CONSEQUENCE = ": nothing is programmed, deleted or accepted; ";
    private static final String ADVICE =
            "start it from the newest data, or with " + ACCEPT + " if the restore was meant";

    /** How far the journal had come when this term began, or as far as is accepted since. */
    private record Origin(long term, long revision) {}

    private final long term;
    private final boolean accept;
    private volatile Origin origin;
    private volatile Optional<String> older = Optional.empty();

    /** What becomes {@link #origin} once the draft is durable. */
    private @Nullable Origin accepted;

    /** Whether the journal's last entry refuses it. */
    private boolean recorded;

    /** @param restored the state when this term began */
    Lineage(Ledger ledger, Image restored, boolean accept) {
        this.term = ledger.term();
        this.accept = accept;
        this.origin = new Origin(ledger.termBefore(), restored.revision());
        this.recorded = ledger.lastOrigin().equals(REFUSED);
        if (recorded && !accept) {
            older = Optional.of(
                    "at an earlier start a host had seen more than is in this journal" + CONSEQUENCE + ADVICE);
        }
    }

    /** As {@link StateMachine#journalOlder}. */
    Optional<String> older() {
        return older;
    }

    /**
     * As {@link StateMachine#vouchesFor}.
     *
     * @param newest the journal's newest revision
     */
    boolean vouchesFor(long ofTerm, long revision, long newest) {
        return vouches(origin, ofTerm, revision, newest);
    }

    private boolean vouches(Origin from, long ofTerm, long revision, long newest) {
        return ofTerm == term ? revision <= newest : ofTerm <= from.term() && revision <= from.revision();
    }

    /** Whether {@link #begin} has something to write although nobody asks for anything. */
    boolean waits() {
        return recorded && accept;
    }

    /** A new draft, nothing of the one before was written unless {@link #written} was called. */
    void begin(Draft draft) {
        accepted = null;
        if (waits()) {
            LOG.warn("the refusal at an earlier start is lifted");
            draft.raise(draft.image().revision() + 1, ACCEPT);
        }
    }

    /** Looks at what a host has seen. */
    void check(Observation.Witness witness, Draft draft) {
        Origin from = accepted == null ? origin : accepted;
        long newest = draft.image().revision();
        if (vouches(from, witness.term(), witness.revision(), newest)) {
            return;
        }
        boolean ours = witness.term() == term;
        String seen = "host %s has seen revision %d of term %d, but this journal ends at revision %d of term %d"
                .formatted(
                        witness.host(),
                        witness.revision(),
                        witness.term(),
                        ours ? newest : from.revision(),
                        ours ? term : from.term());
        boolean olderTerm = witness.term() > term;
        if (accept && !olderTerm) {
            LOG.warn("{}: accepted, the revision is raised above it", seen);
            accepted = new Origin(Math.max(from.term(), witness.term()), Math.max(from.revision(), witness.revision()));
            draft.raise(Math.max(newest, witness.revision()) + 1, ACCEPT);
            return;
        }
        String advice = olderTerm ? "set this machine's clock, or wait until it has passed that term" : ADVICE;
        older = Optional.of(seen + CONSEQUENCE + advice);
        LOG.error("{}", older.get());
    }

    /** The draft is durable. */
    void written() {
        origin = accepted == null ? origin : accepted;
        recorded &= !accept;
    }

    /** Writes that the journal is refused, unless it says so already. */
    void record(Draft empty, Ledger ledger) {
        if (recorded) {
            return;
        }
        empty.note(REFUSED);
        try {
            ledger.append(empty.batches());
            recorded = true;
        } catch (Unavailable e) {
            LOG.warn("the refusal could not be written: {}", e.getMessage());
        }
    }
}
