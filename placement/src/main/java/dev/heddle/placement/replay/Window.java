package dev.heddle.placement.replay;

import java.time.LocalDate;

/**
 * The part of a log that is replayed, and how hard.
 *
 * @param from its first day, at 00:00 in the log's own time zone
 * @param days at least 1
 * @param warmup days before it that are replayed too and do not count, at least 0
 * @param load the share of the capacity that the jobs would hold if none waited, above 0
 */
public record Window(LocalDate from, int days, int warmup, double load) {
    static final long DAY = 86_400_000_000L;

    public Window {
        if (days < 1 || warmup < 0 || !(load > 0) || Double.isInfinite(load)) {
            throw new IllegalArgumentException(days + " days after " + warmup + " at load " + load);
        }
    }

    /** Microseconds since 1970 at which it begins. */
    long start() {
        return from.toEpochDay() * DAY;
    }

    long length() {
        return days * DAY;
    }

    /** Whether a log's time is in the window or in the warm-up before it. */
    boolean replays(long time) {
        return time >= start() - warmup * DAY && time < start() + length();
    }

    boolean counts(long time) {
        return time >= start() && time < start() + length();
    }
}
