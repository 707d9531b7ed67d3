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
import tools.jackson.databind.node.ObjectNode;

/** A list of at least one item, all different. */
record ListType<T>(Type<T> item) implements Type<List<T>> {
    @Override
    public @Nullable List<T> read(Node node, String path, Report report) {
        List<Node> items = Lists.items(node, path, report);
        if (items == null) {
            return null;
        }
        List<T> out = new ArrayList<>();
        Map<T, Integer> first = new LinkedHashMap<>();
        boolean good = true;
        for (int i = 0; i < items.size(); i++) {
            String at = Paths.item(path, i);
            T value = item.read(items.get(i), at, report);
            if (value == null) {
                good = false;
                continue;
            }
            Integer earlier = first.putIfAbsent(value, i);
            if (earlier != null) {
                report.add(
                        ManifestError.DUPLICATE_VALUE,
                        items.get(i).at(),
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
        return Lists.write(value, item);
    }

    @Override
    public ObjectNode schema() {
        return Lists.schema(item, true);
    }
}
