package dev.heddle.simulator.whole;

import dev.heddle.model.Resource;
import dev.heddle.model.state.HostState;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.SliceState;
import dev.heddle.model.state.Snapshot;
import dev.heddle.simulator.whole.Broken.Invariant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Judges what becomes of bindings: a port that is bound stays so, also while its host is away and over the controller's
 * restarts, unless its interface went, or it or its host was declared otherwise.
 */
final class Bindings {
    /** How long news of an interface may be on its way. */
    private static final long NEWS_NANOS = 120_000_000_000L;

    private record Plug(String host, String ifaceId) {}

    private record Bound(String host, long since) {}

    private final Timeline time;
    private final Map<Plug, Long> wentAt = new HashMap<>();
    private final Map<UUID, Bound> bound = new HashMap<>();
    private final Map<String, Long> hostChangedAt = new HashMap<>();

    Bindings(Timeline time) {
        this.time = time;
    }

    /** An interface is gone from a host, or has no port number for a while. */
    void went(String host, String ifaceId) {
        wentAt.put(new Plug(host, ifaceId), time.nanoTime());
    }

    /** All snapshots, in order. */
    void check(Snapshot before, Snapshot after) {
        hosts(before, after);
        for (SliceState slice : after.slices().values()) {
            SliceState was = before.slices().get(slice.resource().key());
            if (same(slice, was)) {
                continue;
            }
            for (PortState port : slice.ports().values()) {
                check(port, was == null ? null : was.ports().get(port.resource().uid()));
            }
        }
    }

    private void hosts(Snapshot before, Snapshot after) {
        for (HostState host : after.hosts().values()) {
            if (!same(host, before.hosts().get(host.name()))) {
                hostChangedAt.put(host.name(), time.nanoTime());
            }
        }
        for (String host : before.hosts().keySet()) {
            if (!after.hosts().containsKey(host)) {
                hostChangedAt.put(host, time.nanoTime());
            }
        }
    }

    private void check(PortState port, @Nullable PortState was) {
        UUID uid = port.resource().uid();
        String is = port.binding().map(PortState.Binding::host).orElse(null);
        Bound before = bound.get(uid);
        if (before != null && !before.host().equals(is) && !excused(port, was, before)) {
            throw new Broken(
                    Invariant.BINDING,
                    "%s was bound to %s and is now %s, though its interface never went"
                            .formatted(
                                    port.resource().key(), before.host(), is == null ? "not bound" : "bound to " + is));
        }
        if (is == null) {
            bound.remove(uid);
        } else if (before == null || !before.host().equals(is)) {
            bound.put(uid, new Bound(is, time.nanoTime()));
        }
    }

    private boolean excused(PortState port, @Nullable PortState was, Bound before) {
        Resource resource = port.resource();
        boolean elsewhere =
                port.spec().host().isPresent() && !port.spec().host().get().equals(before.host());
        boolean declared = was == null || !was.spec().equals(port.spec());
        long since = before.since() - NEWS_NANOS;
        return elsewhere
                || declared
                || after(hostChangedAt.get(before.host()), before.since())
                || after(wentAt.get(new Plug(before.host(), resource.uid().toString())), since)
                || after(wentAt.get(new Plug(before.host(), resource.key().path())), since);
    }

    private static boolean after(@Nullable Long at, long since) {
        return at != null && at - since >= 0;
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean same(Object a, @Nullable Object b) {
        return a == b;
    }
}
