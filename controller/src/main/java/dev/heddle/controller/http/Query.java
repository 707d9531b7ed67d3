package dev.heddle.controller.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of a request. What does not parse ends the request with 400. */
final class Query {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)?");
    private final Map<String, String> values;

    private Query(Map<String, String> values) {
        this.values = values;
    }

    /**
     * @param raw as in the request line, without {@code ?}
     * @param known the parameters that the route takes
     */
    static Query parse(String raw, Set<String> known) {
        Map<String, String> values = new TreeMap<>();
        if (raw.isEmpty()) {
            return new Query(values);
        }
        for (String part : raw.split("&", -1)) {
            int equals = part.indexOf('=');
            String name = decode(equals < 0 ? part : part.substring(0, equals));
            String value = equals < 0 ? "" : decode(part.substring(equals + 1));
            if (!known.contains(name)) {
                throw Failure.parameter(
                        name,
                        "unknown parameter"
                                + (known.isEmpty()
                                        ? "; none is known here"
                                        : ", expected one of " + String.join(", ", known)));
            }
            if (values.put(name, value) != null) {
                throw Failure.parameter(name, "given twice");
            }
        }
        return new Query(values);
    }

    /** Percent-decoding (RFC 3986 section 2.1) of UTF-8, {@code +} as a space. */
    static String decode(String raw) {
        return decode(raw, true);
    }

    static String decode(String raw, boolean plusIsSpace) {
        if (raw.indexOf('%') < 0 && raw.indexOf('+') < 0) {
            return raw;
        }
        byte[] in = raw.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer out = ByteBuffer.allocate(in.length);
        for (int i = 0; i < in.length; i++) {
            if (in[i] == '%') {
                int hi = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
                int lo = hi < 0 ? -1 : Character.digit(in[i + 2], 16);
                if (lo < 0) {
                    throw Failure.of(
                            HttpError.BAD_ENCODING,
                            null,
                            null,
                            "'%' in the URL is not followed by two hexadecimal digits");
                }
                out.put((byte) (hi << 4 | lo));
                i += 2;
            } else {
                out.put(in[i] == '+' && plusIsSpace ? (byte) ' ' : in[i]);
            }
        }
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(out.flip());
            return text.toString();
        } catch (CharacterCodingException e) {
            throw Failure.of(HttpError.BAD_ENCODING, null, null, "the URL is not UTF-8");
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** {@code true} or {@code false}; a bare name means true. */
    boolean flag(String name) {
        String value = values.get(name);
        return switch (value) {
            case null -> false;
            case "", "true" -> true;
            case "false" -> false;
            default -> throw Failure.parameter(name, "expected true or false, found '" + value + "'");
        };
    }

    /** A whole number from {@code least} on. */
    OptionalLong number(String name, long least) {
        String value = values.get(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        OptionalLong number = number(value);
        if (number.isEmpty() || number.getAsLong() < least) {
            throw Failure.parameter(name, "expected a whole number from " + least + " on, found '" + value + "'");
        }
        return number;
    }

    static OptionalLong number(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    /** {@code 30s}, {@code 500ms}, {@code 2m}, {@code 1h}, or plain seconds; at most a day. */
    @Nullable
    Duration duration(String name) {
        String value = values.get(name);
        if (value == null) {
            return null;
        }
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            throw Failure.parameter(name, "expected a duration as 30s, 500ms or 2m, found '" + value + "'");
        }
        long amount = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case null, default -> Duration.ofSeconds(amount);
        };
        if (duration.compareTo(Duration.ofDays(1)) > 0) {
            throw Failure.parameter(name, "longer than a day: '" + value + "'");
        }
        return duration;
    }
}
