package dev.heddle.model.manifest.schema;

import dev.heddle.model.manifest.tree.Node;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code true} or {@code false}. */
record BooleanType() implements Type<Boolean> {
    @Override
    public @Nullable Boolean read(Node node, String path, Report report) {
        if (node instanceof Node.Scalar scalar && scalar.type() == Node.Type.BOOLEAN) {
            return scalar.text().toLowerCase(Locale.ROOT).equals("true");
        }
        Types.wrongType(node, path, "true or false", report);
        return null;
    }

    @Override
    public JsonNode write(Boolean value) {
        return JsonNodeFactory.instance.booleanNode(value);
    }

    @Override
    public ObjectNode schema() {
        return JsonNodeFactory.instance.objectNode().put("type", "boolean");
    }
}
