package dev.heddle.model.manifest.schema;

import dev.heddle.model.manifest.ManifestError;
import dev.heddle.model.manifest.tree.Node;
import dev.heddle.model.quantity.Quantity;
import dev.heddle.model.quantity.QuantityFormatException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A quantity: a string with a unit, or a plain integer. */
record QuantityType(Quantity quantity) implements Type<Long> {
    @Override
    public @Nullable Long read(Node node, String path, Report report) {
        if (!(node instanceof Node.Scalar scalar)) {
            Types.wrongType(node, path, quantity.expected(), report);
            return null;
        }
        return switch (scalar.type()) {
            case STRING -> parse(node, scalar.text(), path, report);
            case INTEGER -> {
                OptionalLong integer = scalar.integer();
                yield parse(node, integer.isPresent() ? "" + integer.getAsLong() : scalar.text(), path, report);
            }
            case NULL, BOOLEAN, FLOAT -> {
                Types.wrongType(node, path, quantity.expected(), report);
                yield null;
            }
        };
    }

    private @Nullable Long parse(Node node, String text, String path, Report report) {
        try {
            return quantity.parse(text);
        } catch (QuantityFormatException bad) {
            report.add(ManifestError.BAD_QUANTITY, node.at(), path, String.valueOf(bad.getMessage()));
            return null;
        }
    }

    @Override
    public JsonNode write(Long value) {
        return JsonNodeFactory.instance.stringNode(quantity.format(value));
    }

    @Override
    public ObjectNode schema() {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.putArray("type").add("string").add("integer");
        return out.put("pattern", "^[0-9]+(\\.[0-9]+)?[A-Za-z]*$").put("minimum", 0);
    }
}
