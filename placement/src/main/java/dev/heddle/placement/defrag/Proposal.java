package dev.heddle.placement.defrag;

import dev.heddle.placement.cluster.Seat;
import java.util.List;

/**
 * Moves that belong together. Each goes to what is free before any of them, so that a worker can start at its new seat before
 * it ends at its old one; in any order.
 *
 * @param racks how many racks fewer the moved gangs lie in, in sum
 * @param admitted how many workers of the gang that waits find a place in one rack that did not before
 * @param cost what is moved
 */
public record Proposal(List<Move> moves, int racks, int admitted, Cost cost) {
    /** @param gang the name of the worker's gang */
    public record Move(String gang, int rank, Seat from, Seat to) {}

    /**
     * @param workers that are moved
     * @param gpus that they hold
     * @param memory bytes that they hold, which is what has to be carried over
     */
    public record Cost(int workers, int gpus, long memory) {
        static Cost of(List<Move> moves) {
            return new Cost(
                    moves.size(),
                    moves.stream()
                            .mapToInt(move -> move.from().share().gpus().count())
                            .sum(),
                    moves.stream()
                            .mapToLong(move -> move.from().share().memory())
                            .sum());
        }
    }

    public Proposal {
        moves = List.copyOf(moves);
    }
}
