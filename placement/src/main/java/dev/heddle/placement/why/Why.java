package dev.heddle.placement.why;

import java.util.List;
import java.util.Set;

/** Answers why a gang cannot be placed. */
public final class Why {
    private Why() {}

    /**
     * Every limit in the gang's way and the smallest change of each kind that admits it. The same question has the same answer.
     *
     * @throws IllegalArgumentException if a wish names a level that the cluster does not have
     */
    public static Answer explain(Question question, Effort effort) {
        Conflicts conflicts = new Conflicts(question, effort);
        List<Conflict> found = conflicts.find();
        if (found.isEmpty()) {
            return new Answer(found, List.of(), conflicts.complete());
        }
        boolean noRoom = found.stream().anyMatch(conflict -> !conflict.limits().equals(Set.of(Limit.QUOTA)));
        Changes changes = new Changes(question, effort);
        List<Change> ways = changes.find(noRoom);
        return new Answer(found, ways, conflicts.complete() && changes.complete());
    }
}
