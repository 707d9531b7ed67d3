package dev.heddle.controller.state;

import dev.heddle.model.decide.Acknowledged;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Counts what the declared hosts have acknowledged. A connected host that holds the newest program compiled for it holds
 * every revision compiled since: only hosts that a revision concerns say so. Owned by the state thread.
 */
final class Acknowledgements {
    private final Map<String, Long> concerned = new HashMap<>();
    private final Map<String, Long> realised = new HashMap<>();
    private final SortedMap<String, Long> behind = new TreeMap<>();
    private final SortedSet<String> absent = new TreeSet<>();
    private long compiled;

    /** A view of what is counted now. */
    Acknowledged all() {
        return new Acknowledged(
                compiled, Collections.unmodifiableSortedMap(behind), Collections.unmodifiableSortedSet(absent));
    }

    void declared(String host) {
        if (!realised.containsKey(host)) {
            absent.add(host);
        }
    }

    /** The Host is no longer declared. */
    void gone(String host) {
        concerned.remove(host);
        realised.remove(host);
        behind.remove(host);
        absent.remove(host);
    }

    /** The host is connected; it has acknowledged nothing yet, or what it had before. */
    void connected(String host) {
        if (absent.remove(host)) {
            realised.put(host, 0L);
            judge(host);
        }
    }

    /** As {@link Observation.Realised}. */
    void realised(String host, long revision) {
        connected(host);
        if (realised.replace(host, revision) != null) {
            judge(host);
        }
    }

    void away(String host) {
        if (realised.remove(host) != null) {
            behind.remove(host);
            absent.add(host);
        }
    }

    /** As {@link Observation.Concerned}. */
    void concerned(String host, long revision) {
        if (realised.containsKey(host) || absent.contains(host)) {
            concerned.put(host, revision);
            judge(host);
        }
    }

    /** As {@link Observation.Compiled}. */
    void compiled(long revision) {
        compiled = revision;
    }

    private void judge(String host) {
        Long held = realised.get(host);
        if (held == null) {
            return;
        }
        if (held >= concerned.getOrDefault(host, Long.MAX_VALUE)) {
            behind.remove(host);
        } else {
            behind.put(host, held);
        }
    }
}
