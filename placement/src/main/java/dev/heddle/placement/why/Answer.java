package dev.heddle.placement.why;

import java.util.List;

/**
 * What stands in a gang's way, and the ways out.
 *
 * @param conflicts each a smallest set of limits that cannot hold together; every one there is, if {@code complete}
 * @param changes the smallest of each kind that admits the gang; kinds that cannot are left out
 * @param complete whether the effort sufficed to look at every set of limits and every kind of change
 */
public record Answer(List<Conflict> conflicts, List<Change> changes, boolean complete) {
    public Answer {
        conflicts = List.copyOf(conflicts);
        changes = List.copyOf(changes);
    }

    /** Whether the gang could be placed as things are. */
    public boolean fits() {
        return complete && conflicts.isEmpty();
    }
}
