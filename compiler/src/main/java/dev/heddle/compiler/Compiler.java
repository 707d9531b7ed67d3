package dev.heddle.compiler;

import dev.heddle.flow.Fragment;
import dev.heddle.flow.Program;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.state.HostState;
import dev.heddle.model.state.SliceState;
import dev.heddle.model.state.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Snapshot to programs. A pure function of the snapshot in its result; it remembers what it derived from slices, hosts and
 * ports and takes that again where they are the same objects, so that a change costs what mentions it.
 *
 * <p>Not thread-safe: one compile worker owns it.
 */
public final class Compiler {
    private final Map<String, Endpoints> hosts = new HashMap<>();
    private final Map<ObjectKey, CompiledSlice> slices = new HashMap<>();
    private final Map<String, SortedSet<ObjectKey>> slicesOn = new HashMap<>();
    private final Map<String, PeerUnion> peersOf = new HashMap<>();
    private SortedMap<String, Program> programs = new TreeMap<>();
    private long compiledPorts;
    private long compiledSlices;

    /** How much had to be compiled so far; what was taken again does not count. */
    public record Work(long slices, long ports) {}

    public Work work() {
        return new Work(compiledSlices, compiledPorts);
    }

    /**
     * The program of every declared host. A host whose program did not change gets the very fragments it had.
     *
     * @return by host name, sorted
     */
    public SortedMap<String, Program> compile(Snapshot snapshot) {
        SortedSet<String> dirty = new TreeSet<>();
        Set<String> changedHosts = updateHosts(snapshot);
        dirty.addAll(changedHosts);
        updateSlices(snapshot, changedHosts, dirty);
        SortedMap<String, Program> next = new TreeMap<>();
        for (String host : hosts.keySet()) {
            Program before = programs.get(host);
            List<Fragment> fragments = before == null || dirty.contains(host) ? assemble(host) : before.fragments();
            next.put(host, new Program(host, snapshot.revision(), fragments));
        }
        programs = next;
        return Collections.unmodifiableSortedMap(next);
    }

    /** Identity on purpose here and below: the snapshot keeps the same object for what did not change. */
    @SuppressWarnings("ReferenceEquality")
    private Set<String> updateHosts(Snapshot snapshot) {
        Set<String> changed = new TreeSet<>();
        Set<String> gone = new TreeSet<>(hosts.keySet());
        for (HostState state : snapshot.hosts().values()) {
            gone.remove(state.name());
            Endpoints known = hosts.get(state.name());
            if (known == null || known.state() != state) {
                hosts.put(state.name(), new Endpoints(state));
                changed.add(state.name());
            }
        }
        gone.forEach(hosts::remove);
        gone.forEach(peersOf::remove);
        changed.addAll(gone);
        return changed;
    }

    @SuppressWarnings("ReferenceEquality")
    private void updateSlices(Snapshot snapshot, Set<String> changedHosts, Set<String> dirty) {
        Set<ObjectKey> touched = new HashSet<>();
        changedHosts.forEach(h -> touched.addAll(slicesOn.getOrDefault(h, Collections.emptySortedSet())));
        for (Map.Entry<ObjectKey, SliceState> entry : snapshot.slices().entrySet()) {
            ObjectKey key = entry.getKey();
            CompiledSlice known = slices.get(key);
            if (known == null || known.source() != entry.getValue() || touched.contains(key)) {
                compiledSlices++;
                CompiledSlice now = CompiledSlice.of(entry.getValue(), known, hosts::get, () -> compiledPorts++);
                replace(key, known, now, dirty);
            }
        }
        if (slices.size() > snapshot.slices().size()) {
            Set<ObjectKey> gone = new HashSet<>(slices.keySet());
            gone.removeAll(snapshot.slices().keySet());
            gone.forEach(key -> replace(key, slices.get(key), null, dirty));
        }
    }

    private void replace(ObjectKey key, @Nullable CompiledSlice known, @Nullable CompiledSlice now, Set<String> dirty) {
        if (known != null) {
            dirty.addAll(known.byHost().keySet());
            known.byHost()
                    .keySet()
                    .forEach(h ->
                            slicesOn.computeIfAbsent(h, x -> new TreeSet<>()).remove(key));
        }
        if (now == null) {
            slices.remove(key);
            return;
        }
        slices.put(key, now);
        dirty.addAll(now.byHost().keySet());
        now.byHost()
                .keySet()
                .forEach(h -> slicesOn.computeIfAbsent(h, x -> new TreeSet<>()).add(key));
    }

    private List<Fragment> assemble(String host) {
        List<Fragment> fragments = new ArrayList<>();
        fragments.add(SharedRules.FRAGMENT);
        List<SortedMap<Integer, Fragment>> peers = new ArrayList<>();
        for (ObjectKey key : slicesOn.getOrDefault(host, Collections.emptySortedSet())) {
            CompiledSlice slice = slices.get(key);
            if (slice == null) {
                throw new IllegalStateException(host + ": " + key + " is not compiled");
            }
            fragments.add(slice.everywhere());
            fragments.addAll(slice.byHost().getOrDefault(host, List.of()));
            peers.add(slice.peers());
        }
        Endpoints own = hosts.get(host);
        if (own != null) {
            peers.add(own.own());
        }
        PeerUnion union = PeerUnion.of(peers, peersOf.get(host));
        peersOf.put(host, union);
        fragments.addAll(union.fragments());
        return fragments;
    }
}
