package dev.heddle.controller.reconcile;

import dev.heddle.controller.reconcile.contract.Witness;
import dev.heddle.controller.state.HostStatus;
import org.jspecify.annotations.Nullable;

/**
 * Whether hosts have seen more than this journal holds. Once one has, nothing is programmed anywhere: the journal is an old
 * copy, and what it does not know it would withdraw. Thread-safe.
 */
final class JournalAge {
    private final long term;
    private final boolean acceptOlder;
    private volatile @Nullable Standing older;

    /** @param acceptOlder the operator knows that the journal is older */
    JournalAge(long term, boolean acceptOlder) {
        this.term = term;
        this.acceptOlder = acceptOlder;
    }

    /**
     * Looks at what a host has seen.
     *
     * @param revision of the newest snapshot
     * @return whether it is the first that has seen more
     */
    boolean check(String host, Witness seen, long revision) {
        if (acceptOlder || older != null || (seen.term() <= term && seen.revision() <= revision)) {
            return false;
        }
        older = new Standing(
                HostStatus.Phase.JOURNAL_OLDER,
                "JournalOlder",
                ("host %s has seen revision %d of term %d, this journal ends at revision %d of term %d: nothing is programmed"
                                + " or deleted on any host; start with the newest data directory, or, if this is meant:"
                                + " heddle serve --accept-older")
                        .formatted(host, seen.revision(), seen.term(), revision, term));
        return true;
    }

    /** Why nothing may be programmed, or null. */
    @Nullable
    Standing older() {
        return older;
    }
}
