package dev.heddle.controller.reconcile;

import dev.heddle.controller.reconcile.contract.Witness;
import dev.heddle.controller.state.HostStatus;
import dev.heddle.controller.state.StateMachine;
import java.util.Optional;

/**
 * Whether hosts have seen more than this journal holds. As long as one has, nothing is programmed anywhere: the journal is an
 * old copy, and what it does not know it would withdraw. It ends when the state thread raises the revision above what was
 * seen. Guarded by its owner's lock.
 */
final class JournalAge {
    private final StateMachine state;
    private long term;
    private long revision;

    JournalAge(StateMachine state) {
        this.state = state;
    }

    /** Notes what a host has seen. */
    void seen(Witness witness) {
        term = Math.max(term, witness.term());
        revision = Math.max(revision, witness.revision());
    }

    /** Why nothing may be programmed, if so. */
    Optional<Standing> older() {
        long newest = state.snapshot().revision();
        if (term <= state.term() && revision <= newest) {
            return Optional.empty();
        }
        String words = state.journalOlder()
                .orElseGet(() ->
                        "a host has seen revision %d, this journal ends at revision %d".formatted(revision, newest));
        return Optional.of(new Standing(HostStatus.Phase.JOURNAL_OLDER, "JournalOlder", words));
    }
}
