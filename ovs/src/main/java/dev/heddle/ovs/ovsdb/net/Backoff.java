package dev.heddle.ovs.ovsdb.net;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Time between attempts: doubles from {@code first} to {@code most}, each spread over its upper half. */
public record Backoff(Duration first, Duration most) {
    public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));

    private static final int MAX_DOUBLINGS = 30;

    /** @param failures attempts that failed in a row, from 1 */
    public Duration delay(int failures, RandomGenerator random) {
        int doublings = Math.clamp(failures - 1L, 0, MAX_DOUBLINGS);
        long full = Math.min(most.toNanos(), Math.max(1, first.toNanos()) << Math.min(doublings, shiftable()));
        return Duration.ofNanos(full - random.nextLong(full / 2 + 1));
    }

    private int shiftable() {
        return Long.numberOfLeadingZeros(Math.max(1, first.toNanos())) - 1;
    }
}
