package dev.heddle.controller.reconcile;

/** A token bucket: a burst at once, then one for each period. Times are nanoseconds of a monotonic clock. */
final class RateLimit {
    private final int burst;
    private final long period;
    private long tokens;
    private long filledAt;
    private boolean used;

    RateLimit(int burst, long period) {
        this.burst = burst;
        this.period = period;
        this.tokens = burst;
    }

    /** Takes a token and returns 0, or returns how long until there is one. */
    long take(long now) {
        if (!used) {
            used = true;
            filledAt = now;
        }
        long fresh = (now - filledAt) / period;
        if (fresh > 0) {
            tokens = Math.min(burst, tokens + fresh);
            filledAt += fresh * period;
        }
        if (tokens > 0) {
            tokens--;
            return 0;
        }
        return filledAt + period - now;
    }
}
