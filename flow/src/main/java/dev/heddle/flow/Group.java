package dev.heddle.flow;

import java.util.List;

/**
 * A group entry. A group without buckets drops.
 *
 * @param id 0 to 0xffffff00
 */
public record Group(int id, Type type, List<Bucket> buckets) {
    public enum Type {
        ALL,
        SELECT,
        INDIRECT,
        FAST_FAILOVER
    }

    /**
     * One bucket; its actions are executed as an action set.
     *
     * @param id unique in the group
     * @param weight for {@link Type#SELECT}, else 0
     */
    public record Bucket(int id, int weight, List<Action> actions) {
        public Bucket {
            actions = List.copyOf(actions);
        }
    }

    public Group {
        buckets = List.copyOf(buckets);
    }
}
