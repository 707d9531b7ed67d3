package dev.heddle.controller.trace;

import java.util.Collection;

/** Whether a packet gets where it shall. */
enum Reach {
    NEVER,
    /** In some of the cases that cannot be told apart here. */
    PERHAPS,
    ALWAYS;

    /** Of things that all happen. */
    Reach or(Reach other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Of things one of which happens. */
    static Reach oneOf(Collection<Reach> ways) {
        if (ways.isEmpty() || ways.stream().allMatch(r -> r == NEVER)) {
            return NEVER;
        }
        return ways.stream().allMatch(r -> r == ALWAYS) ? ALWAYS : PERHAPS;
    }
}
