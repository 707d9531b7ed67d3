package dev.heddle.cli.output;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** How long ago, in the two largest units that matter: {@code 45s}, {@code 12m}, {@code 3h20m}, {@code 6d}. */
public final class Ages {
    private Ages() {}

    /** @param instant ISO 8601; anything else gives an empty text */
    public static String of(String instant, Instant now) {
        try {
            return of(Duration.between(Instant.parse(instant), now));
        } catch (DateTimeException notAnInstant) {
            return "";
        }
    }

    static String of(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 120) {
            return seconds + "s";
        }
        long minutes = seconds / 60;
        if (minutes < 120) {
            return minutes + "m";
        }
        long hours = minutes / 60;
        if (hours < 10) {
            return hours + "h" + (minutes % 60 == 0 ? "" : minutes % 60 + "m");
        }
        return hours < 48 ? hours + "h" : hours / 24 + "d";
    }
}
