package dev.heddle.placement.replay;

import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.replay.input.Job;

/**
 * A job that the replay submits.
 *
 * @param number its place in the queue, from 0: by time, then as in the log
 * @param units that it holds in all; jobs of equal units start in the order of the queue
 * @param time microseconds of the replay's clock
 * @param counts false in the warm-up
 */
public record Submission(int number, Job job, Gang gang, int units, long time, boolean counts) {
    public boolean isGang() {
        return gang.size() > 1;
    }
}
