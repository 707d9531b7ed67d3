package dev.heddle.model.spec;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the network between hosts can carry.
 *
 * @param tiers at least one; a forest
 */
public record TopologySpec(List<Tier> tiers) implements Spec {
    /** {@link Tier#oversubscription} of a tier that carries all that its hosts can send. */
    public static final long EVEN = 1000;

    /**
     * A part of the network with the hosts below it: a site, a pod, a rack. Hosts lie in it whose location names it at its
     * level, and which lie in its parent.
     *
     * @param name unique in the topology; the value in locations
     * @param parent name of the tier that it is a part of
     * @param level the key in locations, as {@code rack}
     * @param bandwidth of its links outwards, bit/s
     * @param oversubscription how many times the links of its hosts exceed its links outwards, in thousandths; not with
     *     {@code bandwidth}
     */
    public record Tier(
            String name,
            Optional<String> parent,
            String level,
            OptionalLong bandwidth,
            OptionalLong oversubscription) {}

    public TopologySpec {
        tiers = List.copyOf(tiers);
    }
}
