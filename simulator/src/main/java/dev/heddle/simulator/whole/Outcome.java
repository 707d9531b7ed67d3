package dev.heddle.simulator.whole;

import dev.heddle.simulator.whole.Broken.Invariant;
import java.time.Duration;
import java.util.Optional;

/**
 * What became of a schedule.
 *
 * @param steps events that happened: a message arrived, a timer, a round of one of the controller's threads, an act
 * @param acts of the schedule that happened
 * @param virtual how long it took there
 */
record Outcome(long steps, int acts, Duration virtual, Optional<Failure> failure) {
    /**
     * @param step the event after which it did not hold
     * @param words what was found
     */
    record Failure(Invariant invariant, long step, String words) {}
}
