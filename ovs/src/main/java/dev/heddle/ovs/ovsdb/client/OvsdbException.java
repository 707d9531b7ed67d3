package dev.heddle.ovs.ovsdb.client;

import java.io.Serial;
import java.util.OptionalInt;

/** Why a request has no result. */
public final class OvsdbException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** What became of the request. */
    public enum Kind {
        /** The server refused it; nothing changed. */
        REFUSED,
        /** The connection ended before the answer came: whether it was done is not known. */
        LOST,
        /** There was no connection to send it on; nothing changed. */
        UNREACHABLE,
        /** The caller waits no longer; the request may still be done. */
        TIMEOUT,
        /** The client was closed before it was sent; nothing changed. */
        CLOSED
    }

    private final Kind kind;
    private final int operation;

    OvsdbException(Kind kind, String message) {
        this(kind, OptionalInt.empty(), message);
    }

    OvsdbException(Kind kind, OptionalInt operation, String message) {
        super(message);
        this.kind = kind;
        this.operation = operation.orElse(-1);
    }

    public Kind kind() {
        return kind;
    }

    /** Index of the operation at fault; empty where it is the whole request or the commit. */
    public OptionalInt operation() {
        return operation < 0 ? OptionalInt.empty() : OptionalInt.of(operation);
    }
}
