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
import tools.jackson.databind.node.ObjectNode;

/** A list of at least one object, each with another name. A repeated name is told whatever else is wrong. */
record NamedListType<T>(ObjectType<T> item) implements Type<List<T>> {
    static final String NAME = "name";

    @Override
    public @Nullable List<T> read(Node node, String path, Report report) {
        List<Node> items = Lists.items(node, path, report);
        if (items == null) {
            return null;
        }
        int before = report.count();
        List<T> out = new ArrayList<>();
        Map<String, String> holders = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            String at = Paths.item(path, i);
            T value = item.read(items.get(i), at, report);
            if (value != null) {
                out.add(value);
            }
            checkName(Trees.child(items.get(i), NAME), at, holders, report);
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
        return Lists.write(value, item);
    }

    @Override
    public ObjectNode schema() {
        return Lists.schema(item, false);
    }
}
