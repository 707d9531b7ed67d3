package dev.heddle.controller.http;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.SliceState;
import dev.heddle.model.state.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two snapshots. Snapshots share what did not change, so only ports of slices that are not the same
 * object are looked at. Pure.
 */
final class Changes {
    private final List<Change> out = new ArrayList<>();

    private Changes() {}

    /** In the order of the keys. */
    static List<Change> between(Snapshot before, Snapshot after) {
        Changes changes = new Changes();
        Optional<Set<ObjectKey>> touched = after.touchedSince(before);
        if (touched.isPresent()) {
            touched.get().forEach(key -> changes.look(before, after, key));
        } else {
            changes.search(before, after);
        }
        changes.out.sort(Comparator.comparing(Change::key));
        return changes.out;
    }

    private void search(Snapshot before, Snapshot after) {
        for (Kind kind : List.of(Kind.TENANT, Kind.TOPOLOGY, Kind.NETWORK)) {
            merge(before.list(kind), after.list(kind), r -> r.key(), (was, is) -> add(was, is, r -> r.key()));
        }
        merge(
                before.hosts().values(),
                after.hosts().values(),
                h -> h.resource().key(),
                (was, is) -> add(was, is, h -> h.resource().key()));
        merge(before.slices().values(), after.slices().values(), Changes::key, this::slice);
    }

    /** Ports are looked at with their slices, which are touched when they are. */
    private void look(Snapshot before, Snapshot after, ObjectKey key) {
        switch (key.kind()) {
            case TENANT, TOPOLOGY, NETWORK ->
                differ(before.get(key), after.get(key), (was, is) -> add(was, is, r -> r.key()));
            case HOST ->
                differ(
                        before.hosts().get(key.name()),
                        after.hosts().get(key.name()),
                        (was, is) -> add(was, is, h -> h.resource().key()));
            case SLICE -> differ(before.slices().get(key), after.slices().get(key), this::slice);
            case PORT -> {}
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private static <T> void differ(@Nullable T was, @Nullable T is, Difference<T> difference) {
        if (was != is) {
            difference.found(was, is);
        }
    }

    private void slice(@Nullable SliceState was, @Nullable SliceState is) {
        if (was == null || is == null || !was.resource().equals(is.resource()) || was.vni() != is.vni()) {
            add(was, is, Changes::key);
        }
        merge(
                was == null ? List.of() : was.ports().values(),
                is == null ? List.of() : is.ports().values(),
                p -> p.resource().uid(),
                this::port);
    }

    private void port(@Nullable PortState was, @Nullable PortState is) {
        if (was == null || !was.equals(is)) {
            add(was, is, p -> p.resource().key());
        }
    }

    private <T> void add(@Nullable T was, @Nullable T is, Function<T, ObjectKey> key) {
        if (is == null) {
            out.add(new Change(Change.Type.DELETED, key.apply(Objects.requireNonNull(was))));
        } else {
            out.add(new Change(was == null ? Change.Type.ADDED : Change.Type.MODIFIED, key.apply(is)));
        }
    }

    private static ObjectKey key(SliceState slice) {
        return slice.resource().key();
    }

    private interface Difference<T> {
        /** At most one is null. */
        void found(@Nullable T was, @Nullable T is);
    }

    /** Walks both, sorted by the key, and tells of every pair that is not the same object. */
    @SuppressWarnings("ReferenceEquality")
    private static <T, K extends Comparable<? super K>> void merge(
            Collection<T> before, Collection<T> after, Function<T, K> key, Difference<T> difference) {
        Iterator<T> old = before.iterator();
        Iterator<T> now = after.iterator();
        T was = next(old);
        T is = next(now);
        while (was != null || is != null) {
            int order = was == null ? 1 : is == null ? -1 : key.apply(was).compareTo(key.apply(is));
            if (order < 0) {
                difference.found(was, null);
                was = next(old);
            } else if (order > 0) {
                difference.found(null, is);
                is = next(now);
            } else {
                if (was != is) {
                    difference.found(was, is);
                }
                was = next(old);
                is = next(now);
            }
        }
    }

    private static <T> @Nullable T next(Iterator<T> iterator) {
        return iterator.hasNext() ? iterator.next() : null;
    }
}
