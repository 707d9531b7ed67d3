package dev.heddle.controller.state;

import dev.heddle.controller.state.HostStatus.Phase;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The newest status of each host. Each entry is written by that host's session only; what concerns whom, by the compile
 * worker; read by any thread.
 *
 * <p>A session says which program its switch has acknowledged. As long as no newer one is compiled for the host, it holds
 * every revision compiled since; that is what {@link HostStatus#realised} tells here.
 */
public final class HostStatuses {
    private final ConcurrentHashMap<String, HostStatus> byHost = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Long> concerned = new ConcurrentHashMap<>();
    private final Set<String> doubtful = ConcurrentHashMap.newKeySet();
    private final CopyOnWriteArrayList<Consumer<HostStatus>> listeners = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<LongConsumer> compileListeners = new CopyOnWriteArrayList<>();
    private volatile long compiled;

    public void put(HostStatus status) {
        byHost.compute(status.host(), (host, old) -> judged(host, status));
        HostStatus told = told(status);
        listeners.forEach(l -> l.accept(told));
    }

    public void remove(String host) {
        byHost.computeIfPresent(host, (h, old) -> {
            doubtful.remove(h);
            return null;
        });
    }

    /** The host's program became another with this revision. To be called before {@link #compiled} of it. */
    public void concerned(String host, long revision) {
        byHost.compute(host, (h, status) -> {
            concerned.put(h, revision);
            return status == null ? null : judged(h, status);
        });
    }

    /** No program is compiled for the host any more. */
    public void unconcerned(String host) {
        concerned.remove(host);
    }

    /** The programs of all hosts are compiled through this revision. */
    public void compiled(long revision) {
        compiled = revision;
        compileListeners.forEach(l -> l.accept(revision));
    }

    /** The revision through which all programs are compiled. */
    public long compiled() {
        return compiled;
    }

    /** Of a host that holds the program of a revision: the newest revision that it thereby holds. */
    public long through(String host, long realised) {
        long newest = compiled; // first: whom it concerns was told before
        Long since = concerned.get(host);
        return realised > 0 && since != null && since <= realised ? Math.max(realised, newest) : realised;
    }

    public @Nullable HostStatus get(String host) {
        HostStatus status = byHost.get(host);
        return status == null ? null : told(status);
    }

    /** A copy, sorted by host. */
    public Map<String, HostStatus> all() {
        Map<String, HostStatus> out = new TreeMap<>();
        byHost.forEach((host, status) -> out.put(host, told(status)));
        return out;
    }

    /** How many hosts have a status. */
    public int size() {
        return byHost.size();
    }

    /** A copy of those whose status is not plainly good: not connected, not realised, or something was refused. */
    public Set<String> doubtful() {
        return Set.copyOf(doubtful);
    }

    /** Calls {@code listener} on the writing thread after each change; it must not block. */
    public AutoCloseable subscribe(Consumer<HostStatus> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Calls {@code listener} on the compile thread each time {@link #compiled} grows; it must not block. */
    public AutoCloseable subscribeCompiled(LongConsumer listener) {
        compileListeners.add(listener);
        return () -> compileListeners.remove(listener);
    }

    private HostStatus judged(String host, HostStatus status) {
        boolean good = status.phase() == Phase.REALISED
                && status.objectErrors().isEmpty()
                && status.realised() >= concerned.getOrDefault(host, Long.MAX_VALUE);
        if (good) {
            doubtful.remove(host);
        } else {
            doubtful.add(host);
        }
        return status;
    }

    private HostStatus told(HostStatus status) {
        return status.phase() == Phase.REALISED
                ? status.withRealised(through(status.host(), status.realised()))
                : status;
    }
}
