package dev.heddle.model.manifest;

import dev.heddle.model.Resource;
import dev.heddle.model.manifest.schema.KindSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Objects as they are shown: the shape of a manifest, so that what was read back can be applied and changes nothing. */
public final class ManifestWriter {
    private ManifestWriter() {}

    /**
     * The object with apiVersion, kind, metadata, the spec as written, and what the caller knows beyond it.
     *
     * @param effective spec with defaults and allocations (see {@link EffectiveSpec}), or null
     * @param status conditions and facts, or null
     */
    public static ObjectNode object(Resource resource, @Nullable JsonNode effective, @Nullable JsonNode status) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.put("apiVersion", KindSchema.API_VERSION);
        out.put("kind", resource.key().kind().manifestName());
        ObjectNode metadata = out.putObject("metadata");
        String tenant = resource.key().tenant();
        if (tenant != null) {
            metadata.put("tenant", tenant);
        }
        metadata.put("name", resource.key().name());
        if (!resource.labels().isEmpty()) {
            ObjectNode labels = metadata.putObject("labels");
            resource.labels().forEach(labels::put);
        }
        metadata.put("uid", resource.uid().toString());
        metadata.put("revision", resource.revision());
        metadata.put("created", resource.created().toString());
        out.set("spec", resource.written());
        if (effective != null) {
            out.set("effective", effective);
        }
        if (status != null) {
            out.set("status", status);
        }
        return out;
    }

    /** Several objects in one: {@code kind: List}. */
    public static ObjectNode list(List<? extends JsonNode> items) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.put("apiVersion", KindSchema.API_VERSION);
        out.put("kind", "List");
        ArrayNode array = out.putArray("items");
        items.forEach(array::add);
        return out;
    }
}
