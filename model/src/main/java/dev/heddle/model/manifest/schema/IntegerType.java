package dev.heddle.model.manifest.schema;

import dev.heddle.model.manifest.ManifestError;
import dev.heddle.model.manifest.tree.Node;
import dev.heddle.model.text.Quote;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An integer in a range, ends included. */
record IntegerType(long least, long most) implements Type<Long> {
    @Override
    public @Nullable Long read(Node node, String path, Report report) {
        if (!(node instanceof Node.Scalar scalar) || scalar.type() != Node.Type.INTEGER) {
            Types.wrongType(node, path, expected(), report);
            return null;
        }
        OptionalLong value = scalar.integer();
        if (value.isEmpty() || value.getAsLong() < least || value.getAsLong() > most) {
            report.add(
                    ManifestError.OUT_OF_RANGE,
                    node.at(),
                    path,
                    "found %s, expected %s".formatted(Quote.bare(scalar.text()), expected()));
            return null;
        }
        return value.getAsLong();
    }

    private String expected() {
        return most == Long.MAX_VALUE
                ? "an integer of at least " + least
                : "an integer from %d to %d".formatted(least, most);
    }

    @Override
    public JsonNode write(Long value) {
        return JsonNodeFactory.instance.numberNode(value);
    }

    @Override
    public ObjectNode schema() {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.put("type", "integer").put("minimum", least);
        return most == Long.MAX_VALUE ? out : out.put("maximum", most);
    }
}
