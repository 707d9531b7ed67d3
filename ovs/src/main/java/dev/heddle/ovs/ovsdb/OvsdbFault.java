package dev.heddle.ovs.ovsdb;

/**
 * Why a session ended.
 *
 * @param raw the message at fault, at most its first 64 KiB; empty where none is. Not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // a diagnostic blob, never compared
public record OvsdbFault(Kind kind, String message, byte[] raw) {
    /** What went wrong. */
    public enum Kind {
        /** The bytes are not a stream of JSON objects in UTF-8. */
        NOT_JSON,
        /** A message is longer than {@link OvsdbLimits#maxMessageBytes}. */
        TOO_LARGE,
        /** A message nests deeper than {@link OvsdbLimits#maxDepth}. */
        TOO_DEEP,
        /** JSON, but neither request, notification nor response. */
        NOT_RPC,
        /** A response that fits no request. */
        UNEXPECTED_REPLY,
        /** A response whose result has not the form that its request asks for. */
        BAD_REPLY,
        /** An update that contradicts the schema or the replica. */
        BAD_UPDATE,
        /** The peer answered neither probe nor request in time. */
        TIMEOUT,
        /** The stream ended or broke. */
        DISCONNECTED
    }

    static final int MAX_RAW_BYTES = 64 << 10;

    @Override
    public String toString() {
        return kind + ": " + message;
    }
}
