package dev.heddle.placement.replay;

import dev.heddle.placement.cluster.Seat;
import java.util.List;

/**
 * What became of a job.
 *
 * @param seats by rank; none where it can never start
 * @param start microseconds of the replay's clock; without meaning where it can never start
 */
public record Run(Submission submission, long start, List<Seat> seats) {
    public Run {
        seats = List.copyOf(seats);
    }

    static Run never(Submission submission) {
        return new Run(submission, 0, List.of());
    }

    public boolean started() {
        return !seats.isEmpty();
    }

    public long end() {
        return start + submission.job().duration();
    }

    /** How long it waited. */
    public long delay() {
        return start - submission.time();
    }

    /** From its submission to its end. */
    public long completion() {
        return end() - submission.time();
    }
}
