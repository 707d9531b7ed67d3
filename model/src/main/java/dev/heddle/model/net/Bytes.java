package dev.heddle.model.net;

/** Numbers in network byte order. */
final class Bytes {
    private Bytes() {}

    /** The {@code count <= 8} bytes from {@code at}, first byte highest. */
    static long read(byte[] from, int at, int count) {
        long out = 0;
        for (int i = at; i < at + count; i++) {
            out = out << 8 | (from[i] & 0xff);
        }
        return out;
    }

    /** Writes the low {@code count <= 8} bytes of the value, highest first. */
    static void write(byte[] to, int at, int count, long value) {
        for (int i = 0; i < count; i++) {
            to[at + i] = (byte) (value >>> (8 * (count - 1 - i)));
        }
    }
}
