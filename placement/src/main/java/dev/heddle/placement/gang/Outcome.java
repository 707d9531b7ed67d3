package dev.heddle.placement.gang;

import dev.heddle.placement.cluster.Seat;
import java.util.List;

/** What became of a gang that was to be placed. */
public sealed interface Outcome {
    /**
     * It fits.
     *
     * @param seats by rank, one per worker, all free together; a seat's share tells which of the gang's workers it is for
     * @param score what is reached
     * @param bound no placement is better than this; never above {@code score}
     */
    record Placed(List<Seat> seats, Score score, Score bound) implements Outcome {
        public Placed {
            seats = List.copyOf(seats);
        }

        /** Nothing better exists. */
        public boolean optimal() {
            return score.equals(bound);
        }

        /** How far the first term that is not proven may be above its best, as a share of what is reached; 0 if optimal. */
        public double gap() {
            for (int i = 0; i < score.terms().size(); i++) {
                long reached = score.terms().get(i);
                long best = bound.terms().get(i);
                if (reached != best) {
                    return ((double) reached - best) / Math.max(Math.abs((double) reached), 1);
                }
            }
            return 0;
        }
    }

    /** @param proven whether it is certain that it cannot be placed; else none was found within the budget */
    record NoRoom(boolean proven) implements Outcome {}
}
