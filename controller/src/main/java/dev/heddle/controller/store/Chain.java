package dev.heddle.controller.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.SortedMap;

/**
 * The hash chain over the journal: each record's hash covers the one before it, the record's numbers and its body, so
 * that no byte can change and no record can go or move unnoticed. SHA-256; numbers are 8 bytes, big endian. Pure.
 */
final class Chain {
    static final int HASH_BYTES = 32;

    private Chain() {}

    /** What the first record's hash is chained to. */
    static byte[] genesis(String clusterId) {
        return digest(text("heddle journal"), text(clusterId));
    }

    static byte[] next(byte[] previous, long seq, long term, long batch, byte[] body) {
        return digest(previous, numbers(seq, term, batch), body);
    }

    /** @param chain the hash of record {@code seq} */
    static byte[] ofSnapshot(long seq, byte[] chain, byte[] body) {
        return digest(numbers(seq), chain, body);
    }

    static byte[] ofMeta(SortedMap<String, String> meta) {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, String> entry : meta.entrySet()) {
            lines.append(entry.getKey()).append('=').append(entry.getValue()).append('\n');
        }
        return digest(text(lines.toString()));
    }

    static byte[] digest(byte[]... parts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                sha.update(part);
            }
            return sha.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] numbers(long... values) {
        ByteBuffer out = ByteBuffer.allocate(values.length * Long.BYTES);
        for (long value : values) {
            out.putLong(value);
        }
        return out.array();
    }

    private static byte[] text(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
