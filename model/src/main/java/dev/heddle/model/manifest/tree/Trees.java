package dev.heddle.model.manifest.tree;

import dev.heddle.model.Position;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What can be made of a tree. Depth is bounded by the parser. */
public final class Trees {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Trees() {}

    /** The value of a key; null if it is not there or the node is no mapping. */
    public static @Nullable Node child(Node node, String key) {
        if (node instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                if (entry.key().equals(key)) {
                    return entry.value();
                }
            }
        }
        return null;
    }

    /** The items of the list at a key; none if there is no list. */
    public static List<Node> items(Node node, String key) {
        return child(node, key) instanceof Node.Sequence sequence ? sequence.items() : List.of();
    }

    /** Where each value stands, by path. */
    public static Map<String, Position> positions(Node root) {
        Map<String, Position> out = new LinkedHashMap<>();
        collect(root, "", out);
        return out;
    }

    private static void collect(Node node, String path, Map<String, Position> into) {
        into.put(path, node.at());
        switch (node) {
            case Node.Mapping mapping ->
                mapping.entries().forEach(e -> collect(e.value(), Paths.field(path, e.key()), into));
            case Node.Sequence sequence -> {
                for (int i = 0; i < sequence.items().size(); i++) {
                    collect(sequence.items().get(i), Paths.item(path, i), into);
                }
            }
            case Node.Scalar scalar -> {}
            case Node.Broken broken -> {}
        }
    }

    /** The same values as JSON; of a tree without broken nodes. */
    public static JsonNode json(Node node) {
        return switch (node) {
            case Node.Mapping mapping -> {
                ObjectNode out = JSON.objectNode();
                mapping.entries().forEach(e -> out.set(e.key(), json(e.value())));
                yield out;
            }
            case Node.Sequence sequence -> {
                ArrayNode out = JSON.arrayNode();
                sequence.items().forEach(item -> out.add(json(item)));
                yield out;
            }
            case Node.Scalar scalar -> json(scalar);
            case Node.Broken broken -> throw new IllegalArgumentException("broken at " + broken.at());
        };
    }

    private static JsonNode json(Node.Scalar scalar) {
        return switch (scalar.type()) {
            case NULL -> JSON.nullNode();
            case BOOLEAN -> JSON.booleanNode(Boolean.parseBoolean(scalar.text()));
            case INTEGER -> JSON.numberNode(scalar.integer().orElseThrow());
            case FLOAT -> JSON.numberNode(new BigDecimal(scalar.text()));
            case STRING -> JSON.stringNode(scalar.text());
        };
    }
}
