package dev.heddle.simulator.ovsdb;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Locks by name, and who waits for them in line (RFC 7047 sections 4.1.8 to 4.1.10). Owned by the database. */
final class Locks {
    private record Waiter(DatabaseSession session, boolean stole) {}

    /** The first in line has the lock. */
    private final Map<String, Deque<Waiter>> lines = new HashMap<>();

    /** What each session asked for and did not give back, also where it was stolen since. */
    private final Map<DatabaseSession, Map<String, Waiter>> asked = new HashMap<>();

    boolean holds(DatabaseSession session, String lock) {
        Waiter waiter = waiter(session, lock);
        return waiter != null && waiter.equals(line(lock).peekFirst());
    }

    boolean hasAsked(DatabaseSession session, String lock) {
        return waiter(session, lock) != null;
    }

    /** At the end of the line. */
    void lock(DatabaseSession session, String lock) {
        line(lock).addLast(ask(session, lock, false));
    }

    /** At the head of the line; returns whose lock it was, who stays in line unless he has stolen it himself. */
    @Nullable
    DatabaseSession steal(DatabaseSession session, String lock) {
        Deque<Waiter> line = line(lock);
        Waiter victim = line.peekFirst();
        line.addFirst(ask(session, lock, true));
        if (victim == null) {
            return null;
        }
        if (victim.stole()) {
            line.remove(victim);
        }
        return victim.session();
    }

    /** Returns who is to be told that the lock is his, which he may know already. */
    @Nullable
    DatabaseSession unlock(DatabaseSession session, String lock) {
        Waiter waiter = asked.getOrDefault(session, Map.of()).remove(lock);
        Deque<Waiter> line = line(lock);
        if (waiter == null || !line.remove(waiter)) {
            return null;
        }
        Waiter next = line.peekFirst();
        return next == null ? null : next.session();
    }

    /** Locks that the session asked for and did not give back. */
    List<String> of(DatabaseSession session) {
        return List.copyOf(asked.getOrDefault(session, Map.of()).keySet());
    }

    void forget(DatabaseSession session) {
        asked.remove(session);
    }

    private Waiter ask(DatabaseSession session, String lock, boolean steals) {
        Waiter out = new Waiter(session, steals);
        asked.computeIfAbsent(session, each -> new TreeMap<>()).put(lock, out);
        return out;
    }

    private @Nullable Waiter waiter(DatabaseSession session, String lock) {
        return asked.getOrDefault(session, Map.of()).get(lock);
    }

    private Deque<Waiter> line(String lock) {
        return lines.computeIfAbsent(lock, each -> new ArrayDeque<>());
    }
}
