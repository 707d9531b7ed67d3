package dev.heddle.placement.why;

import dev.heddle.model.pool.Amounts;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.gang.Gang;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One way out. {@link Question#with} makes it.
 *
 * @param quota by how much the quota has to be raised as well, per resource
 * @param smallest whether it is proved that no smaller one of its kind admits the gang; the effort may not suffice for that
 */
public record Change(Step step, Amounts quota, boolean smallest) {
    /** What is changed but for the quota. */
    public sealed interface Step {
        /**
         * Holders give some of what they hold back.
         *
         * @param resource the only one; small is a small sum of it. Without: any resource, small is on few hosts
         * @param seats what becomes free, one a host
         */
        record MoreFree(Optional<Limit> resource, List<Seat> seats) implements Step {
            public MoreFree {
                seats = List.copyOf(seats);
            }
        }

        /** Holders give all back; small is few holders, then few GPUs, cores, bytes of theirs. */
        record Release(List<Holder> holders) implements Step {
            public Release {
                holders = List.copyOf(holders);
            }
        }

        /** Closed hosts take workers; small is few hosts. */
        record Open(Set<Integer> hosts) implements Step {
            public Open {
                hosts = Set.copyOf(hosts);
            }
        }

        /** Small is few workers less. */
        record FewerWorkers(Gang gang) implements Step {}

        /**
         * Wishes are weakened; small is few of them, and each by as little as possible: a pack to the next level out, a spread by
         * 1 of skew, workers apart by the next level in, one domain less avoided.
         */
        record WeakerWish(Set<Limit> wishes, Gang gang) implements Step {
            public WeakerWish {
                wishes = Set.copyOf(wishes);
            }
        }

        /** Nothing but the quota is changed. */
        record None() implements Step {}
    }
}
