package dev.heddle.controller.reconcile;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Decides when vswitchd is to read its configuration again because the database says that it has no port for some
 * interfaces. That may be long over: ovs-vswitchd leaves out what equals its own copy of a row, and that copy may be older
 * than what it wrote itself a moment ago, so a refusal that was followed at once by a success stays in the database until
 * the next reading (seen with 3.1.0). Asked a few times at growing intervals, then no more until other interfaces are
 * refused: most refusals are true. Times are nanoseconds of a monotonic clock. Owned by one thread.
 */
final class Doubts {
    private static final int TRIES = 5;
    private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(250);

    private SortedSet<String> refused = Collections.emptySortedSet();
    private int tries;
    private long due;

    /** What to do about a refusal. */
    sealed interface Advice {
        /** Nothing is refused, or vswitchd was asked often enough. */
        record Accept() implements Advice {}

        /** vswitchd is to read its configuration now. */
        record Ask() implements Advice {}

        record Wait(long nanos) implements Advice {}
    }

    Advice about(SortedSet<String> refusedNow, long now) {
        if (!refusedNow.equals(refused)) {
            refused = Collections.unmodifiableSortedSet(new TreeSet<>(refusedNow));
            tries = 0;
            due = now + FIRST;
        }
        if (refused.isEmpty() || tries == TRIES) {
            return new Advice.Accept();
        }
        if (due - now > 0) {
            return new Advice.Wait(due - now);
        }
        tries++;
        due = now + (FIRST << (2 * tries));
        return new Advice.Ask();
    }
}
