package dev.heddle.controller.reconcile;

import dev.heddle.controller.reconcile.contract.Witness;
import dev.heddle.controller.state.HostStatus;
import dev.heddle.controller.state.StateMachine;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether hosts have seen more than this journal holds. As long as one has, nothing is programmed anywhere: the journal is an
 * old copy, and what it does not know it would withdraw. It ends when the state thread has raised the revision above what was
 * seen. Guarded by its owner's lock.
 */
final class JournalAge {
    private final StateMachine state;
    private final SortedSet<Witness> unknown = new TreeSet<>();

    JournalAge(StateMachine state) {
        this.state = state;
    }

    /** Notes what a host has seen. */
    void seen(Witness witness) {
        unknown.add(witness);
    }

    /** Why nothing may be programmed, if so. */
    Optional<Standing> older() {
        unknown.removeIf(witness -> state.vouchesFor(witness.term(), witness.revision()));
        Optional<String> refused = state.journalOlder();
        if (unknown.isEmpty() && refused.isEmpty()) {
            return Optional.empty();
        }
        String words =
                refused.orElseGet(() -> "a host has seen %s, which is not in this journal".formatted(unknown.last()));
        return Optional.of(new Standing(HostStatus.Phase.JOURNAL_OLDER, "JournalOlder", words));
    }
}
