package dev.heddle.ovs.sdk;

import java.io.Serial;
import java.util.OptionalInt;

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
    private final int index;

    public SwitchException(Kind kind, String message) {
        this(kind, -1, message);
    }

    SwitchException(Kind kind, int index, String message) {
        super(message);
        this.kind = kind;
        this.index = index;
    }

    /** Of several things that were asked for together, which one is refused; empty where none is in particular. */
    public OptionalInt index() {
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }

    public Kind kind() {
        return kind;
    }
}
