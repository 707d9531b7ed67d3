package dev.heddle.model.manifest.schema;

import dev.heddle.model.Position;
import dev.heddle.model.manifest.ManifestError;
import dev.heddle.model.manifest.tree.Node;
import dev.heddle.model.text.Quote;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A value written as a string.
 *
 * @param expected for messages, {@code a name}
 * @param error of text that is none
 * @param parse throws {@link IllegalArgumentException} with what was found and what was expected
 * @param format the canonical text
 * @param pattern what the text looks like, as far as a regular expression tells (for the schema)
 */
record TextType<T>(
        String expected,
        ManifestError error,
        Function<String, T> parse,
        Function<T, String> format,
        Optional<Pattern> pattern)
        implements Type<T> {

    /** Text that matches a pattern in whole. */
    static TextType<String> matching(String expected, ManifestError error, String regex, int longest) {
        Pattern pattern = Pattern.compile(regex);
        return new TextType<>(
                expected,
                error,
                text -> {
                    if (text.length() > longest || !pattern.matcher(text).matches()) {
                        throw new IllegalArgumentException("found %s, expected %s".formatted(Quote.of(text), expected));
                    }
                    return text;
                },
                Function.identity(),
                Optional.of(pattern));
    }

    @Override
    public @Nullable T read(Node node, String path, Report report) {
        if (!(node instanceof Node.Scalar scalar) || scalar.type() != Node.Type.STRING) {
            Types.wrongType(node, path, expected, report);
            return null;
        }
        return read(scalar.text(), node.at(), path, report);
    }

    /** As {@link #read(Node, String, Report)} of text that stands there. */
    @Nullable
    T read(String text, Position at, String path, Report report) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException bad) {
            report.add(error, at, path, String.valueOf(bad.getMessage()));
            return null;
        }
    }

    @Override
    public JsonNode write(T value) {
        return JsonNodeFactory.instance.stringNode(format.apply(value));
    }

    @Override
    public ObjectNode schema() {
        ObjectNode out = JsonNodeFactory.instance.objectNode().put("type", "string");
        pattern.ifPresent(p -> out.put("pattern", "^(?:" + p.pattern() + ")$"));
        return out;
    }
}
