package dev.heddle.model.manifest.schema;

import dev.heddle.model.manifest.ManifestError;
import dev.heddle.model.manifest.tree.Node;
import dev.heddle.model.text.Quote;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The types that several kinds use. */
final class Types {
    /** Of objects, tenants, uplinks. */
    static final TextType<String> NAME = TextType.matching(
            "a name of 1 to 63 characters a-z, 0-9, - and ., letter or digit at both ends",
            ManifestError.BAD_NAME,
            "[a-z0-9]([-a-z0-9.]*[a-z0-9])?",
            63);

    static final TextType<String> LABEL_KEY = TextType.matching(
            "a label key as job or example.com/job",
            ManifestError.BAD_LABEL,
            "([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?",
            317);

    static final TextType<String> LABEL_VALUE = TextType.matching(
            "a label value of up to 63 characters A-Z, a-z, 0-9, -, _ and ., letter or digit at both ends",
            ManifestError.BAD_LABEL,
            "([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?",
            63);

    /** A word that stands in paths and columns: a rail, a rack. */
    static final TextType<String> WORD = TextType.matching(
            "a word of 1 to 63 characters without blanks, / and ,", ManifestError.BAD_TEXT, "[^\\p{C}\\p{Z}/,]+", 63);

    static final TextType<UUID> UUID_TEXT = new TextType<>(
            "a UUID as a string",
            ManifestError.BAD_UID,
            Types::uuid,
            UUID::toString,
            Optional.of(Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")));

    static final BooleanType BOOLEAN = new BooleanType();

    /** How many of something. */
    static final IntegerType COUNT = new IntegerType(0, Long.MAX_VALUE);

    private Types() {}

    /** Free text up to that many characters; lines and tabs allowed. */
    static TextType<String> text(int longest) {
        return TextType.matching(
                "text of 1 to %d characters without control characters".formatted(longest),
                ManifestError.BAD_TEXT,
                "[^\\p{Cc}\\p{Cs}\\p{Cn}\u2028\u2029]([^\\p{Cc}\\p{Cs}\\p{Cn}]|[\\t\\n\\r])*",
                longest);
    }

    static <T> ListType<T> list(Type<T> item) {
        return new ListType<>(item);
    }

    /** One of the constants of an enum, in lower case. */
    static <E extends Enum<E>> TextType<E> word(Class<E> type) {
        List<E> constants = Arrays.asList(type.getEnumConstants());
        return oneOf(
                ManifestError.BAD_VALUE,
                constants.stream().map(Types::lower).toList(),
                text -> constants.stream().filter(e -> lower(e).equals(text)).findFirst(),
                Types::lower);
    }

    /** Exactly one of these words, as it is. */
    static TextType<String> words(ManifestError error, List<String> words) {
        return oneOf(error, words, text -> Optional.of(text).filter(words::contains), Function.identity());
    }

    /** Exactly one of these words; others are refused with the nearest one. */
    static <T> TextType<T> oneOf(
            ManifestError error, List<String> words, Function<String, Optional<T>> find, Function<T, String> format) {
        String expected = words.stream().map(Quote::of).collect(Collectors.joining(words.size() == 2 ? " or " : ", "));
        return new TextType<>(
                expected,
                error,
                text -> find.apply(text).orElseThrow(() -> {
                    String hint = Suggestion.of(text, words)
                            .map(near -> ", did you mean \"" + near + "\"?")
                            .orElse("");
                    return new IllegalArgumentException(
                            "found %s, expected %s%s".formatted(Quote.of(text), expected, hint));
                }),
                format,
                Optional.of(Pattern.compile(words.stream().map(Pattern::quote).collect(Collectors.joining("|")))));
    }

    /** Reports a value of the wrong type, unless it was reported already. */
    static void wrongType(Node node, String path, String expected, Report report) {
        if (node instanceof Node.Broken) {
            return;
        }
        report.add(
                ManifestError.WRONG_TYPE,
                node.at(),
                path,
                "found %s, expected %s".formatted(node.describe(), expected));
    }

    private static UUID uuid(String text) {
        if (!text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw new IllegalArgumentException("found %s, expected a UUID".formatted(Quote.of(text)));
        }
        return UUID.fromString(text);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
