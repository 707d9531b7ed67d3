package dev.heddle.placement.gang;

import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Seat;
import java.util.List;
import java.util.Optional;

/** A placement that fits, by rank, and how good it is. */
record Plan(List<Spot> spots, List<Seat> seats, Score score) {
    /** Gives ranks and shares; empty if the workers of a host do not fit on it together. */
    static Optional<Plan> of(Gang gang, Cluster cluster, Objective objective, List<Spot> spots) {
        List<Spot> ranked = Ranks.order(cluster.domains(), spots);
        return Ranks.seats(gang, cluster, ranked).map(seats -> new Plan(ranked, seats, objective.score(seats)));
    }
}
