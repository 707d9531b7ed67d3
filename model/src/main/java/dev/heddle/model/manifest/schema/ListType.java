package dev.heddle.model.manifest.schema;

import dev.heddle.model.manifest.ManifestError;
import dev.heddle.model.manifest.tree.Node;
import dev.heddle.model.manifest.tree.Paths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A list of at least one item, all different. */
record ListType<T>(Type<T> item) implements Type<List<T>> {
    @Override
    public @Nullable List<T> read(Node node, String path, Report report) {
        if (!(node instanceof Node.Sequence sequence)) {
            Types.wrongType(node, path, "a list", report);
            return null;
        }
        if (sequence.items().isEmpty()) {
            report.add(ManifestError.EMPTY_LIST, node.at(), path, "empty, expected at least one item");
            return null;
        }
        List<T> out = new ArrayList<>();
        Map<T, Integer> first = new LinkedHashMap<>();
        boolean good = true;
        for (int i = 0; i < sequence.items().size(); i++) {
            String at = Paths.item(path, i);
            T value = item.read(sequence.items().get(i), at, report);
            if (value == null) {
                good = false;
                continue;
            }
            Integer earlier = first.putIfAbsent(value, i);
            if (earlier != null) {
                report.add(
                        ManifestError.DUPLICATE_VALUE,
                        sequence.items().get(i).at(),
                        at,
                        "the same as %s, expected each once".formatted(Paths.item(path, earlier)));
                good = false;
            }
            out.add(value);
        }
        return good ? out : null;
    }

    @Override
    public JsonNode write(List<T> value) {
        ArrayNode out = JsonNodeFactory.instance.arrayNode();
        value.forEach(v -> out.add(item.write(v)));
        return out;
    }

    @Override
    public ObjectNode schema() {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.put("type", "array").put("minItems", 1).put("uniqueItems", true);
        out.set("items", item.schema());
        return out;
    }
}
