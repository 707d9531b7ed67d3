package dev.heddle.model.manifest.schema;

import dev.heddle.model.manifest.ManifestError;
import dev.heddle.model.manifest.tree.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What all lists of at least one item have in common. */
final class Lists {
    private Lists() {}

    /** The items; null, and reported, where the node is no list or has none. */
    static @Nullable List<Node> items(Node node, String path, Report report) {
        if (!(node instanceof Node.Sequence sequence)) {
            Types.wrongType(node, path, "a list", report);
            return null;
        }
        if (sequence.items().isEmpty()) {
            report.add(ManifestError.EMPTY_LIST, node.at(), path, "empty, expected at least one item");
            return null;
        }
        return sequence.items();
    }

    static <T> ArrayNode write(List<T> values, Type<T> item) {
        ArrayNode out = JsonNodeFactory.instance.arrayNode();
        values.forEach(v -> out.add(item.write(v)));
        return out;
    }

    /** @param different whether no two items may be the same */
    static ObjectNode schema(Type<?> item, boolean different) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.put("type", "array").put("minItems", 1);
        if (different) {
            out.put("uniqueItems", true);
        }
        out.set("items", item.schema());
        return out;
    }
}
