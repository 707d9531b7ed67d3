package dev.heddle.model.manifest.schema;

import dev.heddle.model.manifest.ManifestError;
import dev.heddle.model.manifest.tree.Node;
import dev.heddle.model.quantity.Quantity;
import dev.heddle.model.quantity.QuantityFormatException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A quantity with its unit, of any fineness: nothing that is counted out. */
record MeasureType(Quantity quantity) implements Type<BigDecimal> {
    @Override
    public @Nullable BigDecimal read(Node node, String path, Report report) {
        if (node instanceof Node.Scalar scalar
                && (scalar.type() == Node.Type.INTEGER || scalar.type() == Node.Type.FLOAT)) {
            String message = "%s has no unit, expected %s".formatted(scalar.describe(), quantity.expected());
            report.add(ManifestError.BAD_QUANTITY, node.at(), path, message);
            return null;
        }
        if (!(node instanceof Node.Scalar scalar) || scalar.type() != Node.Type.STRING) {
            Types.wrongType(node, path, quantity.expected(), report);
            return null;
        }
        try {
            return quantity.parseMeasure(scalar.text());
        } catch (QuantityFormatException bad) {
            report.add(ManifestError.BAD_QUANTITY, node.at(), path, String.valueOf(bad.getMessage()));
            return null;
        }
    }

    @Override
    public JsonNode write(BigDecimal value) {
        return JsonNodeFactory.instance.stringNode(quantity.format(value));
    }

    @Override
    public ObjectNode schema() {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        return out.put("type", "string").put("pattern", "^[0-9]+(\\.[0-9]+)?[A-Za-z]+$");
    }
}
