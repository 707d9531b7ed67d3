package dev.heddle.placement.defrag;

import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.cluster.Share;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Need;
import dev.heddle.placement.gang.Workers;
import java.util.List;

/**
 * A gang and where it runs.
 *
 * @param seats by rank, taken in the cluster
 */
public record Running(Gang gang, List<Seat> seats) {
    public Running {
        seats = List.copyOf(seats);
    }

    /** What the worker of the rank needs: that of the gang's needs which its share is for. */
    Need need(int rank) {
        Share share = seats.get(rank).share();
        return gang.workers().stream()
                .map(Workers::need)
                .filter(need -> isFor(share, need))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException(gang.name() + " holds " + share + ", which it needs not"));
    }

    static boolean isFor(Share share, Need need) {
        return share.cpu() == need.cpu()
                && share.memory() == need.memory()
                && share.storage() == need.storage()
                && share.gpus().count() == need.gpus()
                && share.bandwidth().values().stream().allMatch(rate -> rate == need.bandwidth());
    }

    /**
     * Whether its workers may be moved without a look at each other: those that are spread or kept apart stay where they are.
     */
    boolean movable() {
        return gang.wish().spread().isEmpty() && gang.wish().apart().isEmpty();
    }
}
