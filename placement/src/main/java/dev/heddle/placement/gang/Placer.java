package dev.heddle.placement.gang;

import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.gang.Outcome.NoRoom;
import dev.heddle.placement.gang.Outcome.Placed;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Places gangs into a cluster: all workers or none. Leaves the cluster as it is; who takes the seats gives them back. Keeps
 * an index of what is free for the needs that were asked for last. Owned by the cluster's thread.
 */
public final class Placer {
    /** For how many different needs an index is kept. */
    private static final int MOST_INDEXES = 32;

    private static final BitSet NONE = new BitSet();

    private record Shape(Need need, int apart) {}

    private final Cluster cluster;
    private final Map<Shape, Slots> indexes = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Shape, Slots> eldest) {
            return size() > MOST_INDEXES;
        }
    };

    public Placer(Cluster cluster) {
        this.cluster = cluster;
        cluster.watch(host -> indexes.values().forEach(slots -> slots.touch(host)));
    }

    /**
     * A place for each worker of the gang, near the best by {@link Objective}.
     *
     * @throws IllegalArgumentException if the gang's wish names a level that the cluster does not have
     */
    public Outcome place(Gang gang, Budget budget) {
        Limits limits = Limits.of(gang, cluster.domains());
        Objective objective = new Objective(gang, cluster);
        try {
            Optional<Plan> greedy =
                    new Greedy(gang, cluster, limits, objective, need -> slots(need, limits.apart())).place();
            Function<Need, Slots> slotsOf = need -> {
                Slots slots = slots(need, limits.apart());
                slots.hide(limits.avoided());
                return slots;
            };
            if (greedy.isEmpty()
                    && (gang.workers().size() == 1
                            || slotsOf.apply(gang.least()).total() < gang.size())) {
                return new NoRoom(true);
            }
            Bound bound = new Bound(gang, cluster.domains(), objective, slotsOf);
            Improver.Result result = Improver.improve(
                    gang, cluster, limits, objective, budget, greedy, bound.score(greedy.map(Plan::score)));
            return result.plan()
                    .<Outcome>map(plan -> new Placed(plan.seats(), plan.score(), result.bound()))
                    .orElse(new NoRoom(result.impossible()));
        } finally {
            indexes.values().forEach(slots -> slots.hide(NONE));
        }
    }

    /** How many workers of the need fit where, at most one in each domain of the level {@code apart}. Kept for a while. */
    public Slots slots(Need need, int apart) {
        return indexes.computeIfAbsent(new Shape(need, apart), shape -> new Slots(cluster, need, apart));
    }
}
