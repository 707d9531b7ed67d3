package dev.heddle.controller.reconcile;

import dev.heddle.flow.PortRef;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The ports of one br-int on which its database and its switch agree. Each speaks over a connection of its own, so that one
 * knows of a new port before the other. Owned by a {@link SwitchSession}; times are nanoseconds of a monotonic clock.
 */
final class AgreedPorts {
    /** How long a switch has to confirm a port that the database tells. */
    static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

    private PortMap told = PortMap.EMPTY;
    private Map<Integer, String> described = Map.of();
    private PortMap agreed = PortMap.EMPTY;

    /** Interface names that the switch has not confirmed, and until when it may. */
    private Map<String, Long> open = Map.of();

    /** The database tells these; true where what both agree on has changed. */
    boolean told(PortMap ports, long now) {
        told = ports;
        return agree(now);
    }

    /** The switch tells these names by number; true where what both agree on has changed. */
    boolean described(Map<Integer, String> names, long now) {
        described = names;
        return agree(now);
    }

    /** The same object as long as no number changed: what was numbered by it then holds. */
    private boolean agree(long now) {
        PortMap confirmed = told.confirmedBy(described);
        Map<String, Long> unconfirmed = new HashMap<>();
        for (String name : told.numbers().keySet()) {
            if (!confirmed.numbers().containsKey(name)) {
                unconfirmed.put(name, open.getOrDefault(name, now + PATIENCE));
            }
        }
        open = unconfirmed;
        boolean changed = !confirmed.equals(agreed);
        agreed = changed ? confirmed : agreed;
        return changed;
    }

    /** Port numbers as the database tells them. */
    PortMap told() {
        return told;
    }

    /** Port names by number as the switch tells them. */
    Map<Integer, String> described() {
        return described;
    }

    /** What both agree on. */
    PortMap agreed() {
        return agreed;
    }

    /**
     * Until then the switch may still confirm one of these ports: what it holds lacks their flows, and is not all that is
     * wanted. In the past where none is open; one that is never confirmed holds others up for {@link #PATIENCE} only.
     */
    long openUntil(Stream<PortRef> ports) {
        return ports.map(told::name)
                .filter(name -> name != null && open.containsKey(name))
                .mapToLong(open::get)
                .max()
                .orElse(Long.MIN_VALUE);
    }
}
