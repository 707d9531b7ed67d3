package dev.heddle.ovs.openflow;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Names of errors, read from {@code errors.txt} beside this class. */
final class ErrorNames {
    private record Key(int type, int code, int experimenter) {}

    private static final Map<Key, String> NAMES = load();

    private ErrorNames() {}

    static String of(int type, int code, int experimenter) {
        String name = NAMES.get(new Key(type, code, experimenter));
        if (name != null) {
            return name;
        }
        return experimenter == 0
                ? "error type %d code %d".formatted(type, code)
                : "error of experimenter 0x%x code %d".formatted(experimenter, code);
    }

    private static Map<Key, String> load() {
        InputStream stream = Objects.requireNonNull(ErrorNames.class.getResourceAsStream("errors.txt"));
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .collect(Collectors.toUnmodifiableMap(ErrorNames::key, f -> f[3]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Key key(String[] fields) {
        return new Key(Integer.parseInt(fields[1]), Integer.parseInt(fields[2]), Integer.decode(fields[0]));
    }
}
