package dev.heddle.ovs.ovsdb;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Cuts a byte stream into JSON objects by counting brackets outside of strings; each byte is looked at once. Whether an
 * object is JSON is for the parser to say; its size and depth are bounded here, before anything is built from it.
 */
public final class JsonFramer {
    private static final int INITIAL_BYTES = 4096;

    private final int maxBytes;
    private final int maxDepth;
    private byte[] buffer = new byte[INITIAL_BYTES];
    private int length;
    private int depth;
    private boolean inString;
    private boolean escaped;

    public JsonFramer(OvsdbLimits limits) {
        this.maxBytes = limits.maxMessageBytes();
        this.maxDepth = limits.maxDepth();
    }

    /**
     * Takes bytes up to the end of the next object and returns it, or null when the input is used up before.
     *
     * @throws BadMessage if it is no object, or too large or too deep a one; the stream is of no use any more
     */
    public byte @org.jspecify.annotations.Nullable [] next(ByteBuffer in) throws BadMessage {
        while (in.hasRemaining()) {
            byte b = in.get();
            if (length == 0 && isSpace(b)) {
                continue;
            }
            if (length == 0 && b != '{') {
                append(b);
                throw new BadMessage(
                        OvsdbFault.Kind.NOT_JSON, "a message begins with byte " + (b & 0xff) + ", not with {");
            }
            append(b);
            if (endsObject(b)) {
                byte[] message = Arrays.copyOf(buffer, length);
                length = 0;
                if (buffer.length > 16 * INITIAL_BYTES) {
                    buffer = new byte[INITIAL_BYTES];
                }
                return message;
            }
        }
        return null;
    }

    /** What has come of the message that is not whole yet. */
    byte[] partial() {
        return Arrays.copyOf(buffer, Math.min(length, OvsdbFault.MAX_RAW_BYTES));
    }

    private boolean endsObject(byte b) throws BadMessage {
        if (inString) {
            if (escaped) {
                escaped = false;
            } else if (b == '\\') {
                escaped = true;
            } else if (b == '"') {
                inString = false;
            }
            return false;
        }
        if (b == '"') {
            inString = true;
        } else if (b == '{' || b == '[') {
            if (++depth > maxDepth) {
                throw new BadMessage(OvsdbFault.Kind.TOO_DEEP, "a message nests deeper than " + maxDepth);
            }
        } else if (b == '}' || b == ']') {
            return --depth == 0;
        }
        return false;
    }

    private void append(byte b) throws BadMessage {
        if (length == maxBytes) {
            throw new BadMessage(OvsdbFault.Kind.TOO_LARGE, "a message is longer than " + maxBytes + " bytes");
        }
        if (length == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(maxBytes, 2 * length));
        }
        buffer[length++] = b;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
