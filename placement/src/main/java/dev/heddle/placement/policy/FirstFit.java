package dev.heddle.placement.policy;

import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Workers;

/**
 * The first hosts with room, in the order of their paths, whatever rack they are in. Knows no wish but hosts to avoid.
 */
public final class FirstFit implements Policy {
    @Override
    public String name() {
        return "first-fit";
    }

    @Override
    public Choice choose(Gang gang, Cluster cluster, double submitted, double now) {
        Draft draft = new Draft(gang, cluster);
        for (Workers workers : gang.workers()) {
            int rest = workers.count();
            for (int host = 0; rest > 0 && host < cluster.domains().hosts(); host++) {
                for (int room = Math.min(rest, draft.room(host, workers.need())); room > 0; room--, rest--) {
                    draft.seat(host, workers.need());
                }
            }
            if (rest > 0) {
                return new Choice.NoRoom();
            }
        }
        return new Choice.Start(draft.seats());
    }
}
