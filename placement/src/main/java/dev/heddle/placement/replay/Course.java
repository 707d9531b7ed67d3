package dev.heddle.placement.replay;

import dev.heddle.placement.cluster.Seat;
import java.util.List;

/** How long running jobs take. One instance serves one replay. Owned by the replay; times are microseconds of its clock. */
public interface Course {
    /** No job runs. */
    long NEVER = Long.MAX_VALUE;

    /** The job starts at {@code now}, not before any time that was told. */
    void start(Submission job, List<Seat> seats, long now);

    /** When the next running job ends if nothing else happens until then; {@link #NEVER} if none runs. */
    long nextEnd();

    /**
     * Time has come to {@code now}, no later than {@link #nextEnd()}.
     *
     * @return the numbers of the jobs that end now, ascending; they run no longer
     */
    List<Integer> end(long now);
}
