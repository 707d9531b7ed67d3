package dev.heddle.model.manifest.schema;

import dev.heddle.model.manifest.ManifestError;
import dev.heddle.model.manifest.tree.Node;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A field that is known elsewhere and must not stand here; says why. */
record RefusedType<T>(ManifestError error, String message) implements Type<T> {
    @Override
    public @Nullable T read(Node node, String path, Report report) {
        report.add(error, node.at(), path, message);
        return null;
    }

    @Override
    public JsonNode write(T value) {
        throw new IllegalStateException(message);
    }

    @Override
    public ObjectNode schema() {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.putObject("not");
        return out;
    }
}
