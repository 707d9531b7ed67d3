package dev.heddle.system.wire;

import java.io.ByteArrayOutputStream;

/** Strings of bytes, in network order. */
final class Bytes {
    private Bytes() {}

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] u8(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] u16(int value) {
        return u8(value >> 8, value);
    }

    static byte[] u32(int value) {
        return u8(value >> 24, value >> 16, value >> 8, value);
    }

    static byte[] zeros(int count) {
        return new byte[count];
    }

    /** The bytes from {@code from} on. */
    static byte[] from(byte[] bytes, int from) {
        return java.util.Arrays.copyOfRange(bytes, from, bytes.length);
    }

    /** Filled up with zeros to a multiple of 8 bytes. */
    static byte[] padded(byte[] bytes) {
        return java.util.Arrays.copyOf(bytes, (bytes.length + 7) / 8 * 8);
    }

    /** The Internet checksum (RFC 1071). */
    static int checksum(byte[] bytes) {
        long sum = 0;
        for (int i = 0; i < bytes.length; i += 2) {
            sum += (bytes[i] & 0xff) << 8 | (i + 1 < bytes.length ? bytes[i + 1] & 0xff : 0);
        }
        while (sum >> 16 != 0) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return (int) ~sum & 0xffff;
    }

    /** With the checksum of {@code covered} put at that place. */
    static byte[] withChecksum(byte[] bytes, int at, byte[] covered) {
        byte[] filled = bytes.clone();
        int sum = checksum(covered);
        filled[at] = (byte) (sum >> 8);
        filled[at + 1] = (byte) sum;
        return filled;
    }
}
