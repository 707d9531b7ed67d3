package dev.heddle.controller.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Bearer tokens (RFC 6750) of a file: one a line, {@code NAME TOKEN} or {@code NAME TOKEN read}; {@code #} begins a
 * comment. Only digests are kept. Immutable.
 */
final class Tokens {
    static final Tokens NONE = new Tokens(List.of());
    private static final int LEAST_LENGTH = 16;

    private final List<Entry> entries;

    private record Entry(String name, String digest, boolean readOnly) {}

    /**
     * Who holds a token.
     *
     * @param readOnly may not write
     */
    record Holder(String name, boolean readOnly) {}

    private Tokens(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** @throws IllegalArgumentException in words for the user: file, line, what is wrong; never the token itself */
    static Tokens read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] words = line.split("\\s+");
            boolean readOnly = words.length == 3 && words[2].equals("read");
            if (words.length != 2 && !readOnly) {
                throw new IllegalArgumentException(file + ":" + (i + 1) + ": expected NAME TOKEN or NAME TOKEN read");
            }
            if (words[1].length() < LEAST_LENGTH) {
                throw new IllegalArgumentException(
                        file + ":" + (i + 1) + ": the token is shorter than " + LEAST_LENGTH + " characters");
            }
            entries.add(new Entry(words[0], digest(words[1]), readOnly));
        }
        if (entries.isEmpty()) {
            throw new IllegalArgumentException(file + ": holds no token");
        }
        return new Tokens(entries);
    }

    /** Compares with every entry in constant time. */
    Optional<Holder> holder(String token) {
        byte[] digest = digest(token).getBytes(StandardCharsets.US_ASCII);
        Optional<Holder> found = Optional.empty();
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(entry.digest.getBytes(StandardCharsets.US_ASCII), digest)) {
                found = Optional.of(new Holder(entry.name, entry.readOnly));
            }
        }
        return found;
    }

    private static String digest(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
