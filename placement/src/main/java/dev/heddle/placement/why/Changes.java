package dev.heddle.placement.why;

import dev.heddle.model.pool.Amounts;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Workers;
import dev.heddle.placement.why.Change.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Finds the smallest change of each kind that admits a gang which cannot be placed. */
final class Changes {
    private final Question question;
    /** Without the quota: it is raised with the change where it has to be. */
    private final Question unlimited;

    private final Effort effort;
    private final Domains domains;
    private final Amounts over;
    private final List<Change> changes = new ArrayList<>();
    private boolean complete = true;

    Changes(Question question, Effort effort) {
        this.question = question;
        this.unlimited = new Question(question.gang(), question.cluster(), question.holders(), Optional.empty());
        this.effort = effort;
        this.domains = question.cluster().domains();
        this.over = Demand.over(question);
    }

    /** Whether {@link #find} could tell of each kind of change whether there is one. */
    boolean complete() {
        return complete;
    }

    /** @param noRoom whether more than the quota stands in the way */
    List<Change> find(boolean noRoom) {
        if (noRoom) {
            moreFree();
            release();
            open();
            fewerWorkers();
            weakerWishes();
        } else {
            changes.add(new Change(new Step.None(), over, true));
            release();
            fewerWorkers();
        }
        return changes;
    }

    private Optional<Found.Way> way(Question asked, Lever lever) {
        return switch (Room.least(asked, lever, effort)) {
            case Found.Way way -> Optional.of(way);
            case Found.Impossible impossible -> Optional.empty();
            case Found.Unknown unknown -> {
                complete = false;
                yield Optional.empty();
            }
        };
    }

    private void add(Step step, boolean smallest) {
        changes.add(new Change(step, over, smallest));
    }

    private void moreFree() {
        int before = changes.size();
        for (Limit limit : Relaxed.limits(question)) {
            if (Demand.RESOURCES.contains(limit)) {
                way(unlimited, Lever.more(limit))
                        .ifPresent(way -> add(new Step.MoreFree(Optional.of(limit), way.freed()), way.smallest()));
            }
        }
        if (changes.size() == before) {
            way(unlimited, Lever.HOSTS)
                    .ifPresent(way -> add(new Step.MoreFree(Optional.empty(), way.freed()), way.smallest()));
        }
    }

    private void release() {
        Optional<Found.Way> enough = way(question, Lever.RELEASE);
        if (enough.isPresent()) {
            changes.add(release(enough.get(), Amounts.ZERO));
        } else if (question.quota().isPresent()) {
            way(unlimited, Lever.RELEASE)
                    .filter(way -> !way.released().isEmpty())
                    .ifPresent(way -> {
                        Change change = release(way, Amounts.ZERO);
                        changes.add(release(way, Demand.over(question.with(change))));
                    });
        }
    }

    private Change release(Found.Way way, Amounts quota) {
        List<Holder> holders =
                way.released().stream().map(question.holders()::get).toList();
        return new Change(new Step.Release(holders), quota, way.smallest());
    }

    private void open() {
        if (!Relaxed.closed(question.cluster()).isEmpty()) {
            way(unlimited, Lever.OPEN).ifPresent(way -> add(new Step.Open(way.moved()), way.smallest()));
        }
    }

    private void fewerWorkers() {
        way(question, Lever.WORKERS).filter(way -> way.room() > 0).ifPresent(way -> {
            List<Workers> rest = new ArrayList<>();
            for (int kind = 0; kind < way.workers().size(); kind++) {
                if (way.workers().get(kind) > 0) {
                    rest.add(new Workers(
                            way.workers().get(kind),
                            question.gang().workers().get(kind).need()));
                }
            }
            Gang gang = question.gang();
            Gang fewer = new Gang(gang.name(), rest, gang.oneAHost(), gang.wish(), gang.pattern());
            changes.add(new Change(new Step.FewerWorkers(fewer), Amounts.ZERO, way.smallest()));
        });
    }

    /** Each wish that alone would do; if none, the first of the smallest sets of wishes that do. */
    private void weakerWishes() {
        List<Limit> wishes = Wishes.of(question.gang());
        for (int size = 1; size <= wishes.size(); size++) {
            int before = changes.size();
            for (Set<Limit> some : sets(wishes, size)) {
                if (size == 1 || changes.size() == before) {
                    weaker(some);
                }
            }
            if (changes.size() > before) {
                return;
            }
        }
    }

    private static List<Set<Limit>> sets(List<Limit> of, int size) {
        List<Set<Limit>> sets = new ArrayList<>();
        for (int bits = 1; bits < 1 << of.size(); bits++) {
            if (Integer.bitCount(bits) == size) {
                Set<Limit> set = new TreeSet<>();
                for (int i = 0; i < of.size(); i++) {
                    if ((bits & 1 << i) != 0) {
                        set.add(of.get(i));
                    }
                }
                sets.add(set);
            }
        }
        return sets;
    }

    private void weaker(Set<Limit> wishes) {
        boolean avoid = wishes.contains(Limit.AVOID);
        List<Limit> rest = new ArrayList<>(wishes);
        rest.remove(Limit.AVOID);
        Gang weaker = question.gang();
        while (!rest.isEmpty()) {
            Limit wish = rest.contains(Limit.PACK) ? Limit.PACK : rest.getFirst();
            rest.remove(wish);
            OptionalInt steps = least(weaker, wish, rest, avoid);
            if (steps.isEmpty()) {
                return;
            }
            weaker = Wishes.weaker(weaker, wish, steps.getAsInt(), domains);
        }
        Optional<Found.Way> way = fit(weaker, avoid);
        if (way.isPresent()) {
            Gang found = avoid ? Wishes.using(weaker, way.get().moved(), domains) : weaker;
            add(new Step.WeakerWish(wishes, found), complete && way.get().smallest());
        }
    }

    private Gang dropped(Gang gang, List<Limit> wishes) {
        Gang weaker = gang;
        for (Limit wish : wishes) {
            weaker = Wishes.weaker(weaker, wish, Wishes.steps(weaker, wish, domains), domains);
        }
        return weaker;
    }

    /**
     * By how few steps the wish has to be weakened if all of the rest are dropped. In a wider domain a spread counts more, so
     * that a pack may fit in one step and not in two.
     */
    private OptionalInt least(Gang gang, Limit wish, List<Limit> rest, boolean avoid) {
        IntPredicate fits = steps -> fit(dropped(Wishes.weaker(gang, wish, steps, domains), rest), avoid)
                .isPresent();
        int most = Wishes.steps(gang, wish, domains);
        if (wish == Limit.PACK) {
            return IntStream.rangeClosed(1, most).filter(fits).findFirst();
        }
        if (!fits.test(most)) {
            return OptionalInt.empty();
        }
        int from = 1;
        int to = most;
        while (from < to) {
            int middle = (from + to) / 2;
            if (fits.test(middle)) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return OptionalInt.of(to);
    }

    /** @param avoid whether avoided domains may be used, as few as possible */
    private Optional<Found.Way> fit(Gang gang, boolean avoid) {
        Question asked = new Question(gang, question.cluster(), question.holders(), Optional.empty());
        return way(asked, avoid ? Lever.AVOID : Lever.WORKERS).filter(way -> way.room() == gang.size());
    }
}
