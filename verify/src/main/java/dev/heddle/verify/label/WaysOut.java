package dev.heddle.verify.label;

import dev.heddle.verify.Contract;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiConsumer;

/** The ways out of a switch as numbers: a port's own, or {@link #tunnel} of a VNI. Pure. */
final class WaysOut {
    /** No way that can be told; no port has this number. */
    static final int UNKNOWN = 0;

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

    /** Gives what only one of two maps has. Allocates nothing where they are equal. */
    private static <K, V> void differences(SortedMap<K, V> a, SortedMap<K, V> b, BiConsumer<K, V> to) {
        missing(a, b, to);
        missing(b, a, to);
    }

    private static <K, V> void missing(SortedMap<K, V> of, SortedMap<K, V> in, BiConsumer<K, V> to) {
        of.forEach((key, value) -> {
            if (!value.equals(in.get(key))) {
                to.accept(key, value);
            }
        });
    }
}
