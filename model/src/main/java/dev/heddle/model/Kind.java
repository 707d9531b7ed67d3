package dev.heddle.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of object. The order is the order of creation: what is referenced comes before what refers to it. */
public enum Kind {
    TENANT("Tenant", "tenant", "tenants", "te", true),
    HOST("Host", "host", "hosts", "ho", true),
    TOPOLOGY("Topology", "topology", "topologies", "topology", true),
    NETWORK("VirtualNetwork", "network", "networks", "vn", false),
    SLICE("Slice", "slice", "slices", "sl", false),
    PORT("Port", "port", "ports", "po", false);

    private final String manifestName;
    private final String singular;
    private final String plural;
    private final String shortName;
    private final boolean clusterWide;

    Kind(String manifestName, String singular, String plural, String shortName, boolean clusterWide) {
        this.manifestName = manifestName;
        this.singular = singular;
        this.plural = plural;
        this.shortName = shortName;
        this.clusterWide = clusterWide;
    }

    /** The kind of a manifest's {@code kind:} (case matters). */
    public static Optional<Kind> ofManifest(String name) {
        return Arrays.stream(values()).filter(k -> k.manifestName.equals(name)).findFirst();
    }

    /** The kind of a command line's or URL's word: manifest name, singular, plural or short name in any case. */
    public static Optional<Kind> ofWord(String word) {
        String w = word.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(k -> List.of(k.manifestName.toLowerCase(Locale.ROOT), k.singular, k.plural, k.shortName)
                        .contains(w))
                .findFirst();
    }

    /** As in {@code kind:} of a manifest: {@code VirtualNetwork}. */
    public String manifestName() {
        return manifestName;
    }

    /** As in output lines: {@code network}. */
    public String singular() {
        return singular;
    }

    /** As in URLs: {@code networks}. */
    public String plural() {
        return plural;
    }

    public String shortName() {
        return shortName;
    }

    /** Whether objects of this kind belong to no tenant. */
    public boolean clusterWide() {
        return clusterWide;
    }
}
