package dev.heddle.placement.why;

import dev.heddle.model.pool.Amounts;
import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.gang.Gang;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Why can this gang not be placed, as things are?
 *
 * @param cluster not changed, and not to be changed while the answer is sought
 * @param holders of what is taken in the cluster; what none of them holds can be given back by nobody named
 */
public record Question(Gang gang, Cluster cluster, List<Holder> holders, Optional<Quota> quota) {
    public Question {
        holders = holders.stream().sorted(Comparator.comparing(Holder::name)).toList();
    }

    /** The same question once the change is made. */
    public Question with(Change change) {
        Optional<Quota> raised = quota.map(q -> new Quota(q.tenant(), Demand.sum(q.left(), change.quota())));
        return switch (change.step()) {
            case Change.Step.MoreFree more -> new Question(gang, freed(more.seats()), List.of(), raised);
            case Change.Step.Release release -> released(release.holders(), raised);
            case Change.Step.Open open -> new Question(gang, cluster.opened(open.hosts()), holders, raised);
            case Change.Step.FewerWorkers fewer -> new Question(fewer.gang(), cluster, holders, raised);
            case Change.Step.WeakerWish weaker -> new Question(weaker.gang(), cluster, holders, raised);
            case Change.Step.None none -> new Question(gang, cluster, holders, raised);
        };
    }

    private Question released(List<Holder> gone, Optional<Quota> raised) {
        List<Holder> rest = new ArrayList<>(holders);
        rest.removeAll(gone);
        List<Seat> seats =
                gone.stream().flatMap(holder -> holder.seats().stream()).toList();
        Amounts back = gone.stream().filter(Holder::sameQuota).map(Demand::of).reduce(Amounts.ZERO, Demand::sum);
        return new Question(
                gang, freed(seats), rest, raised.map(q -> new Quota(q.tenant(), Demand.sum(q.left(), back))));
    }

    private Cluster freed(List<Seat> seats) {
        Cluster copy = cluster.copy();
        seats.forEach(copy::give);
        return copy;
    }
}
