package dev.heddle.verify.label;

import dev.heddle.verify.Contract;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The ways out of a switch as numbers: a port's own, or {@link #tunnel} of a VNI. Pure. */
final class WaysOut {
    private WaysOut() {}

    /** Through the tunnel with a VNI: no number that a port has. */
    static int tunnel(int vni) {
        return vni | Integer.MIN_VALUE;
    }

    /** Those that are others' now, or nobody's. */
    static Set<Integer> changed(Contract before, Contract now) {
        Set<Integer> out = new HashSet<>();
        differences(before.ports(), now.ports(), (number, port) -> out.add(number));
        differences(before.vnis(), now.vnis(), (slice, vni) -> out.add(tunnel(vni)));
        return out;
    }

    /** Gives what only one of two maps has, in one walk through both. */
    private static <K extends Comparable<K>, V> void differences(
            SortedMap<K, V> a, SortedMap<K, V> b, BiConsumer<K, V> to) {
        Iterator<Map.Entry<K, V>> left = a.entrySet().iterator();
        Iterator<Map.Entry<K, V>> right = b.entrySet().iterator();
        Map.Entry<K, V> l = next(left);
        Map.Entry<K, V> r = next(right);
        while (l != null || r != null) {
            int order = l == null ? 1 : r == null ? -1 : l.getKey().compareTo(r.getKey());
            boolean same = l != null && r != null && order == 0 && l.getValue().equals(r.getValue());
            if (l != null && order <= 0) {
                if (!same) {
                    to.accept(l.getKey(), l.getValue());
                }
                l = next(left);
            }
            if (r != null && order >= 0) {
                if (!same) {
                    to.accept(r.getKey(), r.getValue());
                }
                r = next(right);
            }
        }
    }

    private static <T> @Nullable T next(Iterator<T> of) {
        return of.hasNext() ? of.next() : null;
    }
}
