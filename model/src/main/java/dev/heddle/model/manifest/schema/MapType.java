package dev.heddle.model.manifest.schema;

import dev.heddle.model.manifest.tree.Node;
import dev.heddle.model.manifest.tree.Paths;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A mapping of any keys to strings, in the order written. */
record MapType(TextType<String> key, TextType<String> value) implements Type<SequencedMap<String, String>> {
    @Override
    public @Nullable SequencedMap<String, String> read(Node node, String path, Report report) {
        if (!(node instanceof Node.Mapping mapping)) {
            Types.wrongType(node, path, "a mapping", report);
            return null;
        }
        SequencedMap<String, String> out = new LinkedHashMap<>();
        for (Node.Entry entry : mapping.entries()) {
            String at = Paths.field(path, entry.key());
            String name = key.read(entry.key(), entry.at(), at, report);
            String read = value.read(entry.value(), at, report);
            if (name != null && read != null) {
                out.put(name, read);
            }
        }
        return out.size() == mapping.entries().size() ? out : null;
    }

    @Override
    public JsonNode write(SequencedMap<String, String> map) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        map.forEach(out::put);
        return out;
    }

    @Override
    public ObjectNode schema() {
        ObjectNode out = JsonNodeFactory.instance.objectNode().put("type", "object");
        out.set("propertyNames", key.schema());
        out.set("additionalProperties", value.schema());
        return out;
    }
}
