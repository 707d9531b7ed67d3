package dev.heddle.model.manifest.schema;

import dev.heddle.model.manifest.tree.Node;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A type of field: how it is read, written in its one canonical spelling, and described. */
public interface Type<T> {
    /** The value, or null after a report of what is wrong with it. */
    @Nullable
    T read(Node node, String path, Report report);

    /** The canonical spelling. */
    JsonNode write(T value);

    /** JSON schema (2020-12) of what is read. */
    ObjectNode schema();
}
