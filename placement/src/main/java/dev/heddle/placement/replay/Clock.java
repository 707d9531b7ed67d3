package dev.heddle.placement.replay;

import java.math.BigDecimal;
import java.time.LocalDate;

/** Microseconds as others read them. */
final class Clock {
    private Clock() {}

    /** Seconds, for policies. */
    static double seconds(long micros) {
        return micros / 1e6;
    }

    /** Seconds with all six decimals. */
    static String text(long micros) {
        return BigDecimal.valueOf(micros, 6).toPlainString();
    }

    static LocalDate day(long sinceEpoch) {
        return LocalDate.ofEpochDay(Math.floorDiv(sinceEpoch, Window.DAY));
    }
}
