package dev.heddle.model.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Resource;
import dev.heddle.model.state.HostState;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.SliceState;
import dev.heddle.model.state.Snapshot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@link Snapshot#touchedSince} says, beside a look at everything. */
final class Touched {
    private Touched() {}

    /** @param before an image that led to {@code after} by a few steps */
    static void check(Image before, Image after) {
        Optional<Set<ObjectKey>> told = after.touchedSince(before);
        Map<ObjectKey, IdentityHashMap<Object, Boolean>> was = objects(before);
        Map<ObjectKey, IdentityHashMap<Object, Boolean>> is = objects(after);
        Set<ObjectKey> others = new HashSet<>();
        Set<ObjectKey> all = new HashSet<>(was.keySet());
        all.addAll(is.keySet());
        for (ObjectKey key : all) {
            if (!same(was.get(key), is.get(key))) {
                others.add(key);
            }
        }
        assertThat(told).hasValueSatisfying(keys -> assertThat(keys).containsAll(others));
    }

    private static boolean same(
            @Nullable IdentityHashMap<Object, Boolean> a, @Nullable IdentityHashMap<Object, Boolean> b) {
        return a != null && b != null && a.keySet().equals(b.keySet());
    }

    private static Map<ObjectKey, IdentityHashMap<Object, Boolean>> objects(Snapshot snapshot) {
        Map<ObjectKey, IdentityHashMap<Object, Boolean>> out = new HashMap<>();
        for (Kind kind : Kind.values()) {
            for (Resource resource : snapshot.list(kind)) {
                IdentityHashMap<Object, Boolean> parts = new IdentityHashMap<>();
                parts.put(resource, true);
                HostState host = snapshot.hosts().get(resource.key().name());
                SliceState slice = snapshot.slices().get(resource.key());
                PortState port = snapshot.port(resource.key());
                if (kind == Kind.HOST && host != null) {
                    parts.put(host, true);
                }
                if (slice != null) {
                    parts.put(slice, true);
                }
                if (port != null) {
                    parts.put(port, true);
                }
                out.put(resource.key(), parts);
            }
        }
        return out;
    }
}
