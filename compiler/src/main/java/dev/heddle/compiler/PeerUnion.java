package dev.heddle.compiler;

import dev.heddle.flow.Fragment;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints that a host must know, each once: those of all its slices, and its own, which come last and win.
 *
 * @param sources what it was made from
 * @param fragments by endpoint number
 */
record PeerUnion(List<SortedMap<Integer, Fragment>> sources, List<Fragment> fragments) {
    /** @param before the host's last; taken again while the sources are the same objects */
    static PeerUnion of(List<SortedMap<Integer, Fragment>> sources, @Nullable PeerUnion before) {
        if (before != null && same(before.sources, sources)) {
            return before;
        }
        TreeMap<Integer, Fragment> union = new TreeMap<>(Endpoints.ORDER);
        sources.forEach(union::putAll);
        return new PeerUnion(sources, List.copyOf(union.values()));
    }

    /** Identity on purpose: a slice keeps the object while its endpoints stay. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean same(List<SortedMap<Integer, Fragment>> a, List<SortedMap<Integer, Fragment>> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (a.get(i) != b.get(i)) {
                return false;
            }
        }
        return true;
    }
}
