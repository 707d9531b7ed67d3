package dev.heddle.simulator.whole;

import dev.heddle.model.state.PortState;
import dev.heddle.model.state.SliceState;
import dev.heddle.model.state.Snapshot;
import dev.heddle.verify.Contract;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which slice an interface, and which a VNI, stands for: as the snapshots told, also of what is deleted, as long as its
 * number was not given to another slice. A slice that was deleted and declared again is another slice, with which the old one
 * may speak.
 */
final class Membership {
    /** @param path TENANT/NAME, the same for a slice that comes back */
    private record Slice(String name, String path) {}

    private final Map<String, Slice> byIface = new HashMap<>();
    private final Map<Integer, Slice> byVni = new TreeMap<>();
    private final Map<String, Integer> vniOf = new HashMap<>();

    /** Whether something was learned since the last look. */
    private long version;

    /** There is a new snapshot. */
    void learn(Snapshot snapshot) {
        for (SliceState state : snapshot.slices().values()) {
            String path = state.resource().key().path();
            Slice slice = new Slice(path + "#" + state.resource().id(), path);
            Slice before = byVni.put(state.vni(), slice);
            if (!slice.equals(before)) {
                version++;
                if (before != null) {
                    vniOf.remove(before.name());
                }
                vniOf.put(slice.name(), state.vni());
            }
            for (PortState port : state.ports().values()) {
                learn(port.resource().uid().toString(), slice);
                learn(port.resource().key().path(), slice);
            }
        }
    }

    private void learn(String ifaceId, Slice slice) {
        if (!slice.equals(byIface.put(ifaceId, slice))) {
            version++;
        }
    }

    /** Grows with what is learned. */
    long version() {
        return version;
    }

    /** The slice of an iface-id, null where no slice has it (any more). */
    @Nullable
    String sliceOf(String ifaceId) {
        Slice slice = byIface.get(ifaceId);
        return slice == null || !vniOf.containsKey(slice.name()) ? null : slice.name();
    }

    /** The slice of a VNI, or null. */
    @Nullable
    String sliceOf(int vni) {
        Slice slice = byVni.get(vni);
        return slice == null ? null : slice.name();
    }

    /** All VNIs that stand for a slice. */
    Set<Integer> vnis() {
        return byVni.keySet();
    }

    /** What must hold on a switch with these ports. */
    Contract contract(OptionalInt tunnel, SortedMap<Integer, Iface> ports) {
        SortedMap<Integer, Contract.Port> out = new TreeMap<>();
        ports.forEach(
                (number, iface) -> out.put(number, new Contract.Port(number, iface.name(), sliceOf(iface.ifaceId()))));
        SortedMap<String, Integer> vnis = new TreeMap<>();
        byVni.forEach((vni, slice) -> vnis.put(slice.name(), vni));
        return new Contract(tunnel, out, true, vnis, ways());
    }

    private Set<Contract.Way> ways() {
        Map<String, List<String>> byPath = new HashMap<>();
        byVni.values()
                .forEach(s ->
                        byPath.computeIfAbsent(s.path(), p -> new ArrayList<>()).add(s.name()));
        Set<Contract.Way> out = new HashSet<>();
        for (List<String> same : byPath.values()) {
            for (String from : same) {
                same.stream().filter(to -> !to.equals(from)).forEach(to -> out.add(new Contract.Way(from, to)));
            }
        }
        return out;
    }
}
