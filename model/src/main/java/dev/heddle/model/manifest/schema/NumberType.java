package dev.heddle.model.manifest.schema;

import dev.heddle.model.manifest.ManifestError;
import dev.heddle.model.manifest.tree.Node;
import dev.heddle.model.text.Quote;
import java.math.BigDecimal;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A finite number of at least 0, as a double holds it: a 64-bit integer is kept exactly, of anything else the shortest
 * decimal that reads as the same double.
 */
record NumberType() implements Type<BigDecimal> {
    private static final String EXPECTED = "a finite number of at least 0";

    @Override
    public @Nullable BigDecimal read(Node node, String path, Report report) {
        if (!(node instanceof Node.Scalar scalar)
                || (scalar.type() != Node.Type.INTEGER && scalar.type() != Node.Type.FLOAT)) {
            Types.wrongType(node, path, EXPECTED, report);
            return null;
        }
        if (scalar.type() == Node.Type.INTEGER
                && scalar.integer().isPresent()
                && scalar.integer().getAsLong() >= 0) {
            return BigDecimal.valueOf(scalar.integer().getAsLong());
        }
        OptionalDouble value = value(scalar.text());
        if (value.isEmpty() || !Double.isFinite(value.getAsDouble()) || value.getAsDouble() < 0) {
            String found = Quote.bare(scalar.text());
            report.add(ManifestError.OUT_OF_RANGE, node.at(), path, "found %s, expected %s".formatted(found, EXPECTED));
            return null;
        }
        return BigDecimal.valueOf(value.getAsDouble());
    }

    /** Empty of what YAML takes for a number and is no decimal: {@code .inf}, {@code .nan}, large 0x… */
    private static OptionalDouble value(String text) {
        try {
            return OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException none) {
            return OptionalDouble.empty();
        }
    }

    @Override
    public JsonNode write(BigDecimal value) {
        return JsonNodeFactory.instance.numberNode(value);
    }

    @Override
    public ObjectNode schema() {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        return out.put("type", "number").put("minimum", 0);
    }
}
