package dev.heddle.model.manifest.schema;

import dev.heddle.model.manifest.ManifestError;
import dev.heddle.model.manifest.tree.Node;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The manifest of {@code kind: List}; its items are not looked into. */
public final class ItemListSchema {
    public static final String KIND = "List";

    private static final List<String> VERSIONS = List.of(KindSchema.API_VERSION, "v1");
    private static final Field<List<Node>, String> API_VERSION = Field.optional(
            "apiVersion",
            Types.words(ManifestError.UNKNOWN_VERSION, VERSIONS),
            items -> Optional.of(KindSchema.API_VERSION),
            "the version");
    private static final Field<List<Node>, String> KIND_FIELD = Field.required(
            "kind", Types.words(ManifestError.UNKNOWN_KIND, List.of(KIND)), items -> KIND, '"' + KIND + '"');
    private static final Field<List<Node>, List<Node>> ITEMS =
            Field.required("items", new Items(), Function.identity(), "a list of manifests");

    public static final ObjectType<List<Node>> TYPE = ObjectType.of(
                    List.of(API_VERSION, KIND_FIELD, ITEMS), values -> values.get(ITEMS))
            .ignoring("metadata");

    private ItemListSchema() {}

    /** At least one node of any kind. */
    private record Items() implements Type<List<Node>> {
        @Override
        public @Nullable List<Node> read(Node node, String path, Report report) {
            if (!(node instanceof Node.Sequence sequence)) {
                Types.wrongType(node, path, "a list", report);
                return null;
            }
            if (sequence.items().isEmpty()) {
                report.add(ManifestError.NO_OBJECT, node.at(), path, "found no object, expected at least one");
                return null;
            }
            return sequence.items();
        }

        @Override
        public JsonNode write(List<Node> value) {
            throw new IllegalStateException("items are read only");
        }

        @Override
        public ObjectNode schema() {
            return JsonNodeFactory.instance.objectNode().put("type", "array").put("minItems", 1);
        }
    }
}
