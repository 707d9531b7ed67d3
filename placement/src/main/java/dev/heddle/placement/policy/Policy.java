package dev.heddle.placement.policy;

import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.gang.Gang;
import java.util.List;

/**
 * Decides where waiting gangs start. Sees what is there and what is asked for now; neither durations nor later submissions.
 * One instance serves one replay and may remember what it saw. Owned by one thread.
 */
public interface Policy {
    /** As on the command line: {@code first-fit}. */
    String name();

    /**
     * What becomes of a waiting gang at this instant. Does not change the cluster.
     *
     * @param now seconds of the replay's clock
     * @param submitted when the gang was submitted, not after {@code now}
     */
    Choice choose(Gang gang, Cluster cluster, double submitted, double now);

    /** The gang has started, in these seats. */
    default void started(Gang gang, List<Seat> seats, double now) {}

    /** The gang has ended and its seats are free again. */
    default void ended(Gang gang, List<Seat> seats, double now) {}

    /** What to do with a waiting gang. */
    sealed interface Choice {
        /** @param seats by rank, one per worker, all free */
        record Start(List<Seat> seats) implements Choice {
            public Start {
                seats = List.copyOf(seats);
            }
        }

        /** It does not fit now. */
        record NoRoom() implements Choice {}

        /**
         * It fits, but is to wait for a better place.
         *
         * @param until ask again at this time at the latest
         */
        record Wait(double until) implements Choice {}
    }
}
