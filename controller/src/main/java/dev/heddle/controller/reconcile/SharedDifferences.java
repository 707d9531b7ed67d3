package dev.heddle.controller.reconcile;

import dev.heddle.flow.Difference;
import dev.heddle.flow.Fragment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Differences between fragments that many hosts share, computed once. Keys are the fragments' identities: the compiler
 * gives all hosts of a slice the same object. Thread-safe; keeps the newest {@value #MOST}.
 */
final class SharedDifferences {
    private static final int MOST = 256;

    /** Two fragments by identity. */
    private static final class Pair {
        private final @Nullable Fragment from;
        private final @Nullable Fragment to;

        Pair(@Nullable Fragment from, @Nullable Fragment to) {
            this.from = from;
            this.to = to;
        }

        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(@Nullable Object o) {
            return o instanceof Pair p && p.from == from && p.to == to;
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(from) + System.identityHashCode(to);
        }
    }

    private final Map<Pair, Difference> newest = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Pair, Difference> eldest) {
            return size() > MOST;
        }
    };

    /** What leads from one part to another of the same name; null stands for no part. */
    Difference between(@Nullable NumberedFragment from, @Nullable NumberedFragment to) {
        if ((from != null && !from.shared()) || (to != null && !to.shared())) {
            return compute(from, to);
        }
        Pair pair = new Pair(from == null ? null : from.fragment(), to == null ? null : to.fragment());
        synchronized (newest) {
            return newest.computeIfAbsent(pair, p -> compute(from, to));
        }
    }

    private static Difference compute(@Nullable NumberedFragment from, @Nullable NumberedFragment to) {
        return Difference.between(
                from == null ? List.of() : from.flows(),
                from == null ? List.of() : from.groups(),
                to == null ? List.of() : to.flows(),
                to == null ? List.of() : to.groups());
    }
}
