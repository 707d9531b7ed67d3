package dev.heddle.model.state;

import dev.heddle.model.ObjectKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * By which steps an image came about, and what each touched: the newest {@value #STEPS}. Whoever knows an earlier image need
 * not look at everything. Immutable. How an image came about is no part of what it is: all trails are equal.
 */
final class Trail {
    /** How many steps are remembered. */
    static final int STEPS = 64;

    /** A step that touches more is as good as forgotten. */
    static final int KEYS = 4096;

    /**
     * @param from the end of the trail of the image before it
     * @param touched null if too many were
     */
    private record Step(Object from, @Nullable Set<ObjectKey> touched) {}

    private final Object end = new Object();
    private final List<Step> steps;

    private Trail(List<Step> steps) {
        this.steps = steps;
    }

    /** Of an image that nothing led to. */
    static Trail begin() {
        return new Trail(List.of());
    }

    /** With one more step. */
    Trail plus(Set<ObjectKey> touched) {
        List<Step> next = new ArrayList<>(steps.subList(Math.max(0, steps.size() + 1 - STEPS), steps.size()));
        next.add(new Step(end, touched.size() > KEYS ? null : Set.copyOf(touched)));
        return new Trail(next);
    }

    /** What all steps since the earlier trail touched; empty if it does not lead here, or too much happened since. */
    Optional<Set<ObjectKey>> since(Trail earlier) {
        if (earlier.end.equals(end)) {
            return Optional.of(Set.of());
        }
        Set<ObjectKey> touched = null;
        for (Step step : steps.reversed()) {
            if (step.touched == null) {
                return Optional.empty();
            }
            touched = touched == null ? step.touched : union(touched, step.touched);
            if (step.from.equals(earlier.end)) {
                return Optional.of(touched);
            }
        }
        return Optional.empty();
    }

    private static Set<ObjectKey> union(Set<ObjectKey> a, Set<ObjectKey> b) {
        Set<ObjectKey> out = new HashSet<>(a);
        out.addAll(b);
        return out;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Trail;
    }

    @Override
    public int hashCode() {
        return 0;
    }
}
