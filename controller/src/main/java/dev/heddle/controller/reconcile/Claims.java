package dev.heddle.controller.reconcile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which connection may speak for a system-id. A second one with the same id makes the older ones prove that they live: if
 * one does, nobody speaks for the id until all but one are gone; else the new one replaces them. Thread-safe.
 *
 * @param <C> a connection
 */
final class Claims<C> {
    /** Where a connection stands. */
    enum State {
        GRANTED,
        /** Older connections are being probed. */
        WAITING,
        /** Two live hosts have this id. */
        CONTESTED
    }

    private static final class Claim<C> {
        final Set<C> living = new LinkedHashSet<>();
        final Set<C> probed = new LinkedHashSet<>();
        final Set<C> answered = new LinkedHashSet<>();
        boolean contested;
    }

    private final Map<String, Claim<C>> byId = new HashMap<>();
    private final Map<C, String> ids = new HashMap<>();

    /**
     * Notes that a connection claims an id, which may have changed since.
     *
     * @return the connections that are to be probed now; empty unless this claim is a new one
     */
    synchronized List<C> claim(String id, C connection) {
        if (id.equals(ids.get(connection))) {
            return List.of();
        }
        remove(connection);
        ids.put(connection, id);
        Claim<C> claim = byId.computeIfAbsent(id, i -> new Claim<>());
        List<C> older = new ArrayList<>(claim.living);
        claim.living.add(connection);
        claim.probed.addAll(older);
        claim.answered.removeAll(older);
        return older;
    }

    /** A probed connection lives. */
    synchronized void answered(C connection) {
        Claim<C> claim = of(connection);
        if (claim != null && claim.probed.contains(connection)) {
            claim.answered.add(connection);
        }
    }

    /**
     * The time to answer is over.
     *
     * @return connections that did not answer and are to be closed
     */
    synchronized List<C> expired(String id) {
        Claim<C> claim = byId.get(id);
        if (claim == null) {
            return List.of();
        }
        List<C> silent = claim.probed.stream()
                .filter(c -> claim.living.contains(c) && !claim.answered.contains(c))
                .toList();
        claim.probed.clear();
        claim.answered.clear();
        silent.forEach(this::remove);
        Claim<C> left = byId.get(id);
        if (left != null) {
            left.contested = left.living.size() > 1;
        }
        return silent;
    }

    synchronized State state(C connection) {
        Claim<C> claim = of(connection);
        if (claim == null || claim.contested) {
            return claim == null ? State.WAITING : State.CONTESTED;
        }
        C oldest = claim.living.iterator().next();
        return oldest.equals(connection) ? State.GRANTED : State.WAITING;
    }

    /** The id that the connection claims. */
    synchronized Optional<String> id(C connection) {
        return Optional.ofNullable(ids.get(connection));
    }

    /** All living connections with this id, the oldest first. */
    synchronized List<C> living(String id) {
        Claim<C> claim = byId.get(id);
        return claim == null ? List.of() : List.copyOf(claim.living);
    }

    /** The connection is gone, or claims another id now. */
    synchronized void remove(C connection) {
        String id = ids.remove(connection);
        Claim<C> claim = id == null ? null : byId.get(id);
        if (claim == null) {
            return;
        }
        claim.living.remove(connection);
        claim.contested &= claim.living.size() > 1;
        if (claim.living.isEmpty()) {
            byId.remove(id);
        }
    }

    private @Nullable Claim<C> of(C connection) {
        String id = ids.get(connection);
        return id == null ? null : byId.get(id);
    }
}
