package dev.heddle.placement.policy;

import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Need;
import dev.heddle.placement.gang.Workers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Kueue's topology-aware scheduling, re-implemented here after its sources as of 2026 (0.20): every gang prefers the innermost level, a
 * pod is a worker. It knows no wish but hosts to avoid; a host takes one worker of a gang that asks for that.
 *
 * <p>Two kinds of workers of which the last is a single one are a pod set group with a leader; more kinds are pod sets placed
 * one after the other.
 */
public final class KueueTas implements Policy {
    /** In which order domains are taken where one alone is not enough. */
    public enum Profile {
        /** The freest first, but for the rest the one that it fills best. */
        BEST_FIT("kueue-bestfit"),
        /** The least free first. */
        LEAST_FREE("least-free");

        private final String text;

        Profile(String text) {
            this.text = text;
        }
    }

    private final Profile profile;

    public KueueTas(Profile profile) {
        this.profile = profile;
    }

    @Override
    public String name() {
        return profile.text;
    }

    @Override
    public Choice choose(Gang gang, Cluster cluster, double submitted, double now) {
        Draft draft = new Draft(gang, cluster);
        for (Group group : groups(gang)) {
            Optional<List<KueueTree.Portion>> found =
                    new KueueTree(profile, cluster.domains(), draft, group).assignment();
            if (found.isEmpty()) {
                return new Choice.NoRoom();
            }
            seat(group, found.get(), draft);
        }
        return new Choice.Start(draft.seats());
    }

    private static void seat(Group group, List<KueueTree.Portion> portions, Draft draft) {
        List<KueueTree.Portion> sorted = new ArrayList<>(portions);
        sorted.sort(Comparator.comparingInt(KueueTree.Portion::domain));
        for (KueueTree.Portion portion : sorted) {
            for (int i = 0; i < portion.workers(); i++) {
                draft.seat(portion.domain(), group.need());
            }
        }
        for (KueueTree.Portion portion : sorted) {
            if (portion.leader()) {
                draft.seat(portion.domain(), group.leader().orElseThrow());
            }
        }
    }

    private static List<Group> groups(Gang gang) {
        List<Workers> all = gang.workers();
        if (all.size() == 2 && all.getLast().count() == 1) {
            Workers workers = all.getFirst();
            return List.of(new Group(
                    workers.count(), workers.need(), Optional.of(all.getLast().need())));
        }
        return all.stream()
                .map(workers -> new Group(workers.count(), workers.need(), Optional.empty()))
                .toList();
    }

    /** Pods that are placed together: {@code count} of one need, and one leader where there is one. */
    record Group(int count, Need need, Optional<Need> leader) {}
}
