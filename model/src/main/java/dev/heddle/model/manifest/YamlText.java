package dev.heddle.model.manifest;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * JSON trees as YAML in block style. A string is left without quotes only where no YAML reader, 1.1 or 1.2, takes it for
 * another type.
 */
public final class YamlText {
    private static final Pattern WORDS = Pattern.compile("[A-Za-z/_][-A-Za-z0-9_./+]*( [-A-Za-z0-9_./+()]+)*");
    /** Addresses, prefixes, and quantities. */
    private static final Pattern NUMBER_LIKE = Pattern.compile("\\d+(\\.\\d+){3}(/\\d+)?|\\d+(m|[KMGTPE]i|[kMGT]?bps)");

    private static final Set<String> OTHER_TYPES =
            Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf");

    private final StringBuilder out = new StringBuilder();

    private YamlText() {}

    /** One document, without {@code ---}, ending in a line feed. */
    public static String of(JsonNode tree) {
        YamlText text = new YamlText();
        text.block(tree, 0);
        return text.out.toString();
    }

    /** A value from the start of a line; leaves the end of a line behind it. */
    private void block(JsonNode node, int indent) {
        if (node.isObject() && !node.isEmpty()) {
            mapping(node, indent, indent);
        } else if (node.isArray() && !node.isEmpty()) {
            sequence(node, indent);
        } else {
            out.append(scalar(node)).append('\n');
        }
    }

    /** @param firstIndent of the first key, 0 where the caller has begun the line */
    private void mapping(JsonNode node, int firstIndent, int indent) {
        int spaces = firstIndent;
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            JsonNode value = entry.getValue();
            out.repeat(' ', spaces).append(string(entry.getKey())).append(':');
            spaces = indent;
            if (value.isObject() && !value.isEmpty()) {
                out.append('\n');
                mapping(value, indent + 2, indent + 2);
            } else if (value.isArray() && !value.isEmpty()) {
                out.append('\n');
                sequence(value, indent);
            } else {
                out.append(' ').append(scalar(value)).append('\n');
            }
        }
    }

    private void sequence(JsonNode node, int indent) {
        for (JsonNode item : node) {
            out.repeat(' ', indent).append("- ");
            if (item.isObject() && !item.isEmpty()) {
                mapping(item, 0, indent + 2);
            } else if (item.isArray() && !item.isEmpty()) {
                out.setLength(out.length() - 1);
                out.append('\n');
                sequence(item, indent + 2);
            } else {
                out.append(scalar(item)).append('\n');
            }
        }
    }

    private static String scalar(JsonNode node) {
        if (node.isString()) {
            return string(node.asString());
        }
        return node.toString();
    }

    private static String string(String text) {
        boolean plain =
                (WORDS.matcher(text).matches() || NUMBER_LIKE.matcher(text).matches())
                        && !OTHER_TYPES.contains(text.toLowerCase(Locale.ROOT));
        return plain ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    if (isPrintable(c)) {
                        out.appendCodePoint(c);
                    } else {
                        out.append("\\u%04x".formatted(c));
                    }
                }
            }
        });
        return out.append('"').toString();
    }

    /** The characters of YAML 1.2 section 5.1 that no reader takes for a line break or a byte order mark. */
    private static boolean isPrintable(int c) {
        boolean breaks = c == 0x2028 || c == 0x2029 || c == 0xfeff || c == 0xfffe || c == 0xffff;
        return !Character.isISOControl(c) && !breaks;
    }
}
