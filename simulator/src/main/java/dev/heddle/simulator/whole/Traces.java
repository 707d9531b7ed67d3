package dev.heddle.simulator.whole;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Exceptions in a few lines. */
final class Traces {
    private static final int FRAMES = 12;

    private Traces() {}

    static String text(Throwable thrown) {
        return thrown
                + Arrays.stream(thrown.getStackTrace())
                        .limit(FRAMES)
                        .map(frame -> "\n    at " + frame)
                        .collect(Collectors.joining());
    }
}
