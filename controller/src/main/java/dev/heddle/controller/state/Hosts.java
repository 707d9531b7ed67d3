package dev.heddle.controller.state;

import dev.heddle.model.ObjectKey;
import dev.heddle.model.decide.Acknowledged;
import dev.heddle.model.decide.Binding;
import dev.heddle.model.decide.Claims;
import dev.heddle.model.pool.Observed;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.Snapshot;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the state thread knows of the hosts from their observations; not stored, learned again after a restart. */
final class Hosts {
    private volatile Claims claims = Claims.NONE;
    private final Acknowledgements acknowledgements = new Acknowledgements();
    private final SortedMap<String, Observed> told = new TreeMap<>();

    /** The interfaces of the hosts; may be read by any thread. */
    Claims claims() {
        return claims;
    }

    /** What the hosts hold. */
    Acknowledged acknowledged() {
        return acknowledgements.all();
    }

    /** Which hosts are declared. */
    void declared(Snapshot before, Snapshot after) {
        for (String host : after.hostsTouchedSince(before)) {
            if (after.hosts().containsKey(host)) {
                acknowledgements.declared(host);
            } else {
                acknowledgements.gone(host);
            }
        }
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
                acknowledgements.connected(host);
                yield Binding.touchedBy(image, before, claims, host);
            }
            case Observation.Realised(String host, long revision) -> {
                acknowledgements.realised(host, revision);
                yield image.moves().keySet();
            }
            case Observation.Concerned(String host, long revision) -> {
                acknowledgements.concerned(host, revision);
                yield Set.of();
            }
            case Observation.Compiled(long revision) -> {
                acknowledgements.compiled(revision);
                yield image.moves().keySet();
            }
            case Observation.Away(String host) -> {
                claims = claims.without(host);
                acknowledgements.away(host);
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
