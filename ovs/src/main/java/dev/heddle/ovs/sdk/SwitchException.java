package dev.heddle.ovs.sdk;

import java.io.Serial;

/** Why a switch did not do what was asked. The message names the bridge, and the port, flow or column it is about. */
public final class SwitchException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** What the caller can do about it. */
    public enum Kind {
        /** What was asked makes no sense; nothing changed. */
        BAD_INPUT,
        /** The database or the switch cannot be reached; nothing changed. */
        UNREACHABLE,
        /** The connection ended while a change was under way: whether it was made is not known. */
        LOST,
        /** We may not connect; nothing changed. */
        DENIED,
        /** The bridge, or what is named on it, is not there; nothing changed. */
        NOT_FOUND,
        /** It is there already, or it belongs to someone else; nothing changed. */
        CONFLICT,
        /** The switch refuses it, in its own words; nothing changed. */
        REFUSED,
        /** No answer in time: the change may still be made. */
        TIMEOUT
    }

    private final Kind kind;

    public SwitchException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
