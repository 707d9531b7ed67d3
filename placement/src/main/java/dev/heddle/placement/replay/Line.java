package dev.heddle.placement.replay;

import java.util.ArrayDeque;
import java.util.Deque;

/** The waiting jobs of one size, in the order in which they start. Owned by the replay. */
final class Line {
    static final long NEVER = Long.MAX_VALUE;

    final Deque<Submission> waiting = new ArrayDeque<>();
    /** The first did not fit, and nothing was given back since. */
    boolean stuck;
    /** When the first, which waits for a better place, is to be asked again at the latest. */
    long wake = NEVER;

    int number() {
        return waiting.getFirst().number();
    }

    void leave() {
        waiting.removeFirst();
        stuck = false;
        wake = NEVER;
    }
}
