package dev.heddle.placement.replay;

import dev.heddle.placement.cluster.Seat;
import java.util.List;

/**
 * What became of a job.
 *
 * @param seats by rank; none where it can never start
 * @param start microseconds of the replay's clock; without meaning where it can never start
 * @param end likewise; {@link Course#NEVER} while it runs
 */
public record Run(Submission submission, long start, long end, List<Seat> seats) {
    public Run {
        seats = List.copyOf(seats);
    }

    static Run never(Submission submission) {
        return new Run(submission, 0, 0, List.of());
    }

    static Run running(Submission submission, long start, List<Seat> seats) {
        return new Run(submission, start, Course.NEVER, seats);
    }

    Run endedAt(long time) {
        return new Run(submission, start, time, seats);
    }

    public boolean started() {
        return !seats.isEmpty();
    }

    /** How long it waited. */
    public long delay() {
        return start - submission.time();
    }

    /** From its submission to its end. */
    public long completion() {
        return end - submission.time();
    }
}
