package dev.heddle.lab.os;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition with a bound. */
public final class Await {
    private static final long FIRST_PAUSE_MS = 5;
    private static final long LONGEST_PAUSE_MS = 100;

    private Await() {}

    /**
     * Waits until the condition holds.
     *
     * @throws LabException ({@code TIMEOUT}) with the message if it does not in time
     */
    public static void until(Duration limit, BooleanSupplier condition, Supplier<String> message) {
        if (!quietly(limit, condition)) {
            throw new LabException(LabException.Reason.TIMEOUT, message.get());
        }
    }

    /** Waits until the condition holds; false if it does not in time. */
    public static boolean quietly(Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        long pause = FIRST_PAUSE_MS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
        }
        return true;
    }
}
