package dev.heddle.placement.replay;

import dev.heddle.placement.cluster.Domains;
import java.util.List;

/**
 * What a replay gave.
 *
 * @param runs by the number of the submission
 * @param utilisation mean share of the capacity that is busy, over the window
 * @param fragmentation share of the free capacity, over the window, that the mean gang cannot use within one rack
 * @param decisions nanoseconds of each decision about a job that counts: the only part that differs between two replays
 */
public record Result(
        Schedule schedule,
        Domains domains,
        List<Run> runs,
        double utilisation,
        double fragmentation,
        Samples decisions) {
    public Result {
        runs = List.copyOf(runs);
    }
}
