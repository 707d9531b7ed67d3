package dev.heddle.ovs.openflow.net;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses between attempts: they double from the first to the longest, and each is cut by up to a half at random, so that
 * many do not come at once. Not thread-safe.
 */
public final class Backoff {
    private final long first;
    private final long longest;
    private final RandomGenerator random;
    private long next;

    public Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first.toNanos();
        this.longest = longest.toNanos();
        this.random = random;
        this.next = this.first;
    }

    /** The pause before the next attempt, in nanoseconds. */
    public long next() {
        long pause = next;
        next = Math.min(2 * next, longest);
        return pause - random.nextLong(pause / 2 + 1);
    }

    /** An attempt succeeded: start over. */
    public void reset() {
        next = first;
    }
}
