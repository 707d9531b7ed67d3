package dev.heddle.controller.state;

import dev.heddle.model.ObjectKey;
import dev.heddle.model.decide.Binding;
import dev.heddle.model.decide.Claims;
import dev.heddle.model.pool.Observed;
import dev.heddle.model.state.Image;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the state thread knows of the hosts from their observations; not stored, learned again after a restart. */
final class Hosts {
    private volatile Claims claims = Claims.NONE;
    private final SortedMap<String, Long> realised = new TreeMap<>();
    private final SortedMap<String, Observed> told = new TreeMap<>();

    /** The interfaces of the hosts; may be read by any thread. */
    Claims claims() {
        return claims;
    }

    /** What each connected host has acknowledged; 0 if nothing yet. */
    SortedMap<String, Long> realised() {
        return realised;
    }

    /** What hosts told of their capacity and is not decided yet; to be removed by who decides it. */
    SortedMap<String, Observed> told() {
        return told;
    }

    /** Takes an observation; returns the ports whose binding must be decided again. */
    Set<ObjectKey> observe(Observation observation, Image image) {
        return switch (observation) {
            case Observation.Interfaces(String host, SortedMap<String, String> plugged) -> {
                Claims before = claims;
                claims = before.with(host, plugged);
                realised.putIfAbsent(host, 0L);
                yield Binding.touchedBy(image, before, claims, host);
            }
            case Observation.Realised(String host, long revision) -> {
                realised.put(host, revision);
                yield image.moves().keySet();
            }
            case Observation.Away(String host) -> {
                claims = claims.without(host);
                realised.remove(host);
                yield new TreeSet<>(image.moves().keySet());
            }
            case Observation.Capacity(String host, Observed observed) -> {
                told.put(host, observed);
                yield Set.of();
            }
            case Observation.Witness ignored -> Set.of();
        };
    }
}
