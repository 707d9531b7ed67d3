package dev.heddle.simulator.whole;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** How one host and the controller reach each other, and how fast the host is. All connections of the host share it. */
final class Link {
    private static final long LONGEST_DELAY_NANOS = 2_000_000;

    private final Timeline time;
    private final RandomGenerator random;
    private long downUntil = Long.MIN_VALUE;
    private long slowUntil = Long.MIN_VALUE;
    private long slowness = 1;
    private int repeats;

    Link(Timeline time, RandomGenerator random) {
        this.time = time;
        this.random = random;
    }

    /** Nothing arrives for so long, in neither direction; then it does, as long as both ends wait for it. */
    void partition(long nanos) {
        downUntil = Math.max(downUntil, time.nanoTime() + nanos);
    }

    /** For so long all that the host says comes so many times later. */
    void slow(long factor, long nanos) {
        slowness = factor;
        slowUntil = time.nanoTime() + nanos;
    }

    /** The next so many answers come twice. */
    void repeat(int answers) {
        repeats = answers;
    }

    /** No fault lasts longer than now. */
    void heal() {
        downUntil = Long.MIN_VALUE;
        slowUntil = Long.MIN_VALUE;
        repeats = 0;
    }

    boolean isUp() {
        return heldFor() <= 0;
    }

    /** How long what would arrive now has to wait; not positive where it does arrive. */
    long heldFor() {
        return downUntil == Long.MIN_VALUE ? 0 : downUntil - time.nanoTime();
    }

    /** How long the next bytes take; not the same for connections of one host, which so overtake each other. */
    long delay(Wire.Way way) {
        long usual = random.nextLong(LONGEST_DELAY_NANOS);
        boolean slow = way == Wire.Way.TO_CONTROLLER && time.nanoTime() < slowUntil;
        return slow ? usual * slowness : usual;
    }

    /**
     * Whether these bytes, which arrive at the controller now, arrive once more. A change that a database tells does not: told
     * twice it is another change (a key of a map that went comes back), which no connection does.
     */
    boolean repeats(byte[] bytes) {
        if (repeats == 0 || new String(bytes, StandardCharsets.ISO_8859_1).contains("\"method\":\"update")) {
            return false;
        }
        repeats--;
        return true;
    }
}
