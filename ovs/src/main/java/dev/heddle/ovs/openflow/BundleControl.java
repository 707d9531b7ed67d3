package dev.heddle.ovs.openflow;

/** OFPT_BUNDLE_CONTROL. */
public record BundleControl(int bundleId, Type type, int flags) implements OfMessage {
    /** All messages or none. */
    public static final int ATOMIC = 1;

    /** In the order in which they were added. */
    public static final int ORDERED = 2;

    /** OFPBCT_*; the ordinal is the value on the wire. */
    public enum Type {
        OPEN_REQUEST,
        OPEN_REPLY,
        CLOSE_REQUEST,
        CLOSE_REPLY,
        COMMIT_REQUEST,
        COMMIT_REPLY,
        DISCARD_REQUEST,
        DISCARD_REPLY
    }
}
