package dev.heddle.placement.why;

import dev.heddle.placement.cluster.Seat;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** What came of looking for the least that a {@link Lever} has to be moved. */
sealed interface Found {
    /** However far it is moved, it does not suffice. */
    record Impossible() implements Found {}

    /** The effort did not suffice to find a way, or to exclude one. */
    record Unknown() implements Found {}

    /**
     * A way.
     *
     * @param workers how many of each kind have room: all but for {@link Lever#WORKERS}
     * @param bound no fewer than this many workers have to be left out; for {@link Lever#WORKERS}
     * @param freed what has to become free, one seat a host
     * @param released the numbers of the holders that give all back
     * @param moved hosts that are opened; of {@link Lever#AVOID}, domains that are used
     * @param packed the domain that all workers are in, if they have to be in one
     * @param smallest whether less is proved not to suffice
     */
    record Way(
            List<Integer> workers,
            int bound,
            List<Seat> freed,
            List<Integer> released,
            Set<Integer> moved,
            OptionalInt packed,
            boolean smallest)
            implements Found {
        int room() {
            return workers.stream().mapToInt(Integer::intValue).sum();
        }
    }
}
