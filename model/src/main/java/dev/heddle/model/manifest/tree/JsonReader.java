package dev.heddle.model.manifest.tree;

import dev.heddle.model.Position;
import dev.heddle.model.manifest.ManifestError;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * One JSON document, token by token. YAML takes most of JSON, but not its tabs and surrogate escapes, and takes ten times
 * as long.
 */
final class JsonReader {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(TreeBuilder.DEEPEST + 1)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonReader() {}

    /** The document; empty if the text is not exactly one JSON object or array. */
    static Optional<Document> read(String file, String text) throws Unreadable {
        String start = text.stripLeading();
        if (!start.startsWith("{") && !start.startsWith("[")) {
            return Optional.empty();
        }
        TreeBuilder tree = new TreeBuilder();
        int open = 0;
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            do {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    return Optional.empty();
                }
                take(file, parser, token, tree);
                open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            } while (open > 0);
            return parser.nextToken() == null ? Optional.of(tree.finish()) : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    private static void take(String file, JsonParser parser, JsonToken token, TreeBuilder tree) throws Unreadable {
        TokenStreamLocation location = parser.currentTokenLocation();
        Position at = new Position(file, location.getLineNr(), location.getColumnNr());
        switch (token) {
            case START_OBJECT -> tree.startMapping(at);
            case START_ARRAY -> tree.startSequence(at);
            case END_OBJECT, END_ARRAY -> tree.end();
            case PROPERTY_NAME, VALUE_STRING -> string(at, parser.getString(), tree);
            case VALUE_NUMBER_INT -> tree.scalar(at, Node.Type.INTEGER, parser.getString());
            case VALUE_NUMBER_FLOAT -> tree.scalar(at, Node.Type.FLOAT, parser.getString());
            case VALUE_TRUE, VALUE_FALSE -> tree.scalar(at, Node.Type.BOOLEAN, parser.getString());
            case VALUE_NULL -> tree.scalar(at, Node.Type.NULL, "");
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> throw new IllegalStateException("not in text: " + token);
        }
    }

    private static void string(Position at, String text, TreeBuilder tree) {
        boolean lonely = text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        if (lonely) {
            tree.broken(ManifestError.ENCODING, at, "contains half a surrogate pair, expected Unicode text");
        } else {
            tree.scalar(at, Node.Type.STRING, text);
        }
    }
}
