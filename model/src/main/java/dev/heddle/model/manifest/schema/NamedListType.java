package dev.heddle.model.manifest.schema;

import dev.heddle.model.manifest.ManifestError;
import dev.heddle.model.manifest.tree.Node;
import dev.heddle.model.manifest.tree.Paths;
import dev.heddle.model.manifest.tree.Trees;
import dev.heddle.model.text.Quote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A list of at least one object, each with another name. A repeated name is told whatever else is wrong. */
record NamedListType<T>(ObjectType<T> item) implements Type<List<T>> {
    static final String NAME = "name";

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
        int before = report.count();
        List<T> out = new ArrayList<>();
        Map<String, String> holders = new HashMap<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            String at = Paths.item(path, i);
            T value = item.read(sequence.items().get(i), at, report);
            if (value != null) {
                out.add(value);
            }
            checkName(Trees.child(sequence.items().get(i), NAME), at, holders, report);
        }
        return report.count() == before ? out : null;
    }

    private static void checkName(@Nullable Node name, String item, Map<String, String> holders, Report report) {
        if (!(name instanceof Node.Scalar scalar) || scalar.type() != Node.Type.STRING) {
            return;
        }
        String holder = holders.putIfAbsent(scalar.text(), item);
        if (holder != null) {
            report.add(
                    ManifestError.DUPLICATE_VALUE,
                    name.at(),
                    Paths.field(item, NAME),
                    "%s is that of %s too, expected each once".formatted(Quote.of(scalar.text()), holder));
        }
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
        out.put("type", "array").put("minItems", 1);
        out.set("items", item.schema());
        return out;
    }
}
