package dev.heddle.placement.why;

import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Machine;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Need;
import dev.heddle.placement.gang.Workers;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Questions with fewer limits than they have. */
final class Relaxed {
    private Relaxed() {}

    /** All limits of the question but that of its quota. */
    static List<Limit> limits(Question question) {
        Set<Limit> limits = EnumSet.noneOf(Limit.class);
        for (Limit resource : Demand.RESOURCES) {
            if (question.gang().workers().stream()
                    .anyMatch(kind -> Demand.amount(Demand.of(kind.need()), resource) > 0)) {
                limits.add(resource);
            }
        }
        limits.addAll(Wishes.of(question.gang()));
        if (!closed(question.cluster()).isEmpty()) {
            limits.add(Limit.CLOSED);
        }
        return List.copyOf(limits);
    }

    static Set<Integer> closed(Cluster cluster) {
        Set<Integer> closed = new HashSet<>();
        IntStream.range(0, cluster.domains().hosts())
                .filter(host -> !cluster.machine(host).open())
                .forEach(closed::add);
        return closed;
    }

    /** The question without a quota, and without all limits that are not kept. */
    static Question keeping(Set<Limit> kept, Question question) {
        Gang gang = question.gang();
        List<Workers> workers = gang.workers().stream()
                .map(kind -> new Workers(kind.count(), keeping(kept, kind.need())))
                .toList();
        gang = new Gang(gang.name(), workers, gang.oneAHost(), gang.wish(), gang.pattern());
        for (Limit wish : Wishes.of(gang)) {
            if (!kept.contains(wish)) {
                gang = Wishes.weaker(
                        gang,
                        wish,
                        Wishes.steps(gang, wish, question.cluster().domains()),
                        question.cluster().domains());
            }
        }
        Cluster cluster = kept.contains(Limit.CLOSED)
                ? question.cluster()
                : question.cluster().opened(closed(question.cluster()));
        return new Question(gang, cluster, question.holders(), Optional.empty());
    }

    private static Need keeping(Set<Limit> kept, Need need) {
        boolean gpus = kept.contains(Limit.GPU);
        boolean bandwidth = kept.contains(Limit.BANDWIDTH) && (gpus || !need.onRails());
        return new Need(
                kept.contains(Limit.CPU) ? need.cpu() : 0,
                kept.contains(Limit.MEMORY) ? need.memory() : 0,
                kept.contains(Limit.STORAGE) ? need.storage() : 0,
                gpus ? need.gpus() : 0,
                bandwidth ? need.bandwidth() : 0,
                need.rails());
    }

    /** The question if nobody held anything. */
    static Question empty(Question question) {
        Cluster cluster = question.cluster();
        List<Machine> machines = IntStream.range(0, cluster.domains().hosts())
                .mapToObj(cluster::machine)
                .toList();
        return new Question(question.gang(), new Cluster(cluster.domains(), machines), List.of(), question.quota());
    }
}
