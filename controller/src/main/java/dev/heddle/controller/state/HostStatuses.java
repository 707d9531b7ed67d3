package dev.heddle.controller.state;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The newest status of each host. Each entry is written by that host's session only; read by any thread. */
public final class HostStatuses {
    private final ConcurrentHashMap<String, HostStatus> byHost = new ConcurrentHashMap<>();
    private final CopyOnWriteArrayList<Consumer<HostStatus>> listeners = new CopyOnWriteArrayList<>();

    public void put(HostStatus status) {
        byHost.put(status.host(), status);
        listeners.forEach(l -> l.accept(status));
    }

    public void remove(String host) {
        byHost.remove(host);
    }

    public @Nullable HostStatus get(String host) {
        return byHost.get(host);
    }

    /** A copy, sorted by host. */
    public Map<String, HostStatus> all() {
        return new TreeMap<>(byHost);
    }

    /** Calls {@code listener} on the writing thread after each change; it must not block. */
    public AutoCloseable subscribe(Consumer<HostStatus> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
