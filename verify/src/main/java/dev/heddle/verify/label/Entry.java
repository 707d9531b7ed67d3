package dev.heddle.verify.label;

import org.jspecify.annotations.Nullable;

/**
 * One way for packets into a switch.
 *
 * @param port the ingress port
 * @param tunnel what is known of the VNI with which they come
 * @param vni where it is known, else 0
 * @param label of the slice that they are of
 */
public record Entry(int port, Tunnel tunnel, int vni, int label) {
    /** What is known of the VNI of a packet that enters. */
    public enum Tunnel {
        /** The port is no tunnel: all of its fields are zero. */
        NONE,
        /** It is {@link Entry#vni}. */
        GIVEN,
        /** It is none of the contract's. */
        NOT_OURS,
        /** The port may be a tunnel's or not: any tunnel fields. */
        ANY
    }

    // as the compiler would have it, but fast without the optimising one: there is one for each port and slice

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Entry e && e.port == port && e.tunnel == tunnel && e.vni == vni && e.label == label;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * port + vni) + label;
    }

    /** What is known of its packets. */
    public Known packet() {
        return switch (tunnel) {
            case NONE -> Known.entering(port);
            case GIVEN -> Known.entering(port, vni);
            case NOT_OURS -> Known.enteringWithAnyVni(port);
            case ANY -> Known.enteringFromAnywhere(port);
        };
    }
}
