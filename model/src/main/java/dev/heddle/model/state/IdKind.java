package dev.heddle.model.state;

/** The kinds of number that stand in flows and are used again under the rule of reuse. */
public enum IdKind {
    /** A slice's VXLAN network identifier (RFC 7348: 24 bits), also the id of its group. */
    VNI((1 << 24) - 1),
    /** The number of an uplink. */
    ENDPOINT(Integer.MAX_VALUE);

    private final int max;

    IdKind(int max) {
        this.max = max;
    }

    /** The highest number; the lowest is 1. */
    public int max() {
        return max;
    }
}
