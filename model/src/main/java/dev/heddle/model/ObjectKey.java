package dev.heddle.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What identifies an object: kind, tenant, name.
 *
 * @param tenant null exactly for cluster-wide kinds
 */
public record ObjectKey(Kind kind, @Nullable String tenant, String name) implements Comparable<ObjectKey> {
    public ObjectKey {
        if ((tenant == null) != kind.clusterWide()) {
            throw new IllegalArgumentException(kind + " " + name + ": tenant " + tenant);
        }
    }

    public static ObjectKey clusterWide(Kind kind, String name) {
        return new ObjectKey(kind, null, name);
    }

    public static ObjectKey of(Kind kind, String tenant, String name) {
        return new ObjectKey(kind, tenant, name);
    }

    private String tenantOrEmpty() {
        return tenant == null ? "" : tenant;
    }

    /** {@code team-a/train-0}, or {@code h1} for cluster-wide kinds. */
    public String path() {
        return tenant == null ? name : tenant + "/" + name;
    }

    /** As output lines name it: {@code port.team-a/train-0}. */
    public String line() {
        return kind.singular() + "." + path();
    }

    // Written out, since keys are compared all the time: what the JDK makes is slow without its optimising compiler.
    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof ObjectKey k && k.kind == kind && k.name.equals(name) && Objects.equals(k.tenant, tenant);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * kind.hashCode() + Objects.hashCode(tenant)) + name.hashCode();
    }

    /** As error messages name it: {@code Port team-a/train-0}. */
    @Override
    public String toString() {
        return kind.manifestName() + " " + path();
    }

    @Override
    public int compareTo(ObjectKey other) {
        int c = kind.compareTo(other.kind);
        c = c != 0 ? c : tenantOrEmpty().compareTo(other.tenantOrEmpty());
        return c != 0 ? c : name.compareTo(other.name);
    }
}
