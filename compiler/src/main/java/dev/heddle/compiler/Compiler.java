package dev.heddle.compiler;

import dev.heddle.flow.Fragment;
import dev.heddle.flow.Program;
import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.state.HostState;
import dev.heddle.model.state.SliceState;
import dev.heddle.model.state.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

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
    private PSortedMap<String, Program> programs = TreePMap.empty();
    private @Nullable Snapshot last;
    private SortedSet<String> changed = Collections.emptySortedSet();
    private long compiledPorts;
    private long compiledSlices;

    /** How much had to be compiled so far; what was taken again does not count. */
    public record Work(long slices, long ports) {}

    public Work work() {
        return new Work(compiledSlices, compiledPorts);
    }

    /**
     * The program of every declared host; the very same object while nothing in it changes. Where it is known what was
     * touched since the snapshot before, nothing else is looked at.
     *
     * @return by host name
     */
    public SortedMap<String, Program> compile(Snapshot snapshot) {
        SortedSet<String> dirty = new TreeSet<>();
        Optional<Set<ObjectKey>> touched = last == null ? Optional.empty() : snapshot.touchedSince(last);
        Set<String> changedHosts = updateHosts(snapshot);
        dirty.addAll(changedHosts);
        updateSlices(snapshot, touched, changedHosts, dirty);
        SortedSet<String> others = new TreeSet<>();
        for (String host : dirty) {
            Program before = programs.get(host);
            Program now = hosts.containsKey(host) ? new Program(host, snapshot.revision(), assemble(host)) : null;
            if (now == null) {
                programs = programs.minus(host);
                others.add(host);
            } else if (before == null || !now.sameAs(before)) {
                programs = programs.plus(host, now);
                others.add(host);
            }
        }
        changed = Collections.unmodifiableSortedSet(others);
        last = snapshot;
        return programs;
    }

    /** The hosts to which the last {@link #compile} gave another program than the one before it, or none any more. */
    public SortedSet<String> changed() {
        return changed;
    }

    /** Identity on purpose here and below: the snapshot keeps the same object for what did not change. */
    @SuppressWarnings("ReferenceEquality")
    private Set<String> updateHosts(Snapshot snapshot) {
        Set<String> others = new TreeSet<>();
        Set<String> names = last == null ? snapshot.hosts().keySet() : snapshot.hostsTouchedSince(last);
        for (String name : names) {
            HostState state = snapshot.hosts().get(name);
            Endpoints known = hosts.get(name);
            if (state == null && known != null) {
                hosts.remove(name);
                peersOf.remove(name);
                others.add(name);
            } else if (state != null && (known == null || known.state() != state)) {
                hosts.put(name, new Endpoints(state));
                others.add(name);
            }
        }
        return others;
    }

    @SuppressWarnings("ReferenceEquality")
    private void updateSlices(
            Snapshot snapshot, Optional<Set<ObjectKey>> touched, Set<String> changedHosts, Set<String> dirty) {
        Set<ObjectKey> ofChangedHosts = new HashSet<>();
        changedHosts.forEach(h -> ofChangedHosts.addAll(slicesOn.getOrDefault(h, Collections.emptySortedSet())));
        for (ObjectKey key : slicesToLookAt(snapshot, touched, ofChangedHosts)) {
            SliceState state = snapshot.slices().get(key);
            CompiledSlice known = slices.get(key);
            if (state == null) {
                replace(key, known, null, dirty);
            } else if (known == null || known.source() != state || ofChangedHosts.contains(key)) {
                compiledSlices++;
                replace(key, known, CompiledSlice.of(state, known, hosts::get, () -> compiledPorts++), dirty);
            }
        }
    }

    private Collection<ObjectKey> slicesToLookAt(
            Snapshot snapshot, Optional<Set<ObjectKey>> touched, Set<ObjectKey> ofChangedHosts) {
        Set<ObjectKey> out = new HashSet<>(ofChangedHosts);
        if (touched.isPresent()) {
            touched.get().stream().filter(key -> key.kind() == Kind.SLICE).forEach(out::add);
        } else {
            out.addAll(slices.keySet());
            out.addAll(snapshot.slices().keySet());
        }
        return out;
    }

    private void replace(ObjectKey key, @Nullable CompiledSlice known, @Nullable CompiledSlice now, Set<String> dirty) {
        if (known != null) {
            dirty.addAll(known.byHost().keySet());
            known.byHost().keySet().forEach(h -> slicesOn.computeIfPresent(h, (x, on) -> without(on, key)));
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

    private static @Nullable SortedSet<ObjectKey> without(SortedSet<ObjectKey> keys, ObjectKey key) {
        keys.remove(key);
        return keys.isEmpty() ? null : keys;
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
