package dev.heddle.model.manifest.schema;

import dev.heddle.model.manifest.ManifestError;
import dev.heddle.model.manifest.tree.Node;
import dev.heddle.model.text.Quote;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How many times one thing is another, at least 1: a number as 4 or 2.5, or a string as "4:1". In thousandths. */
record RatioType() implements Type<Long> {
    private static final String EXPECTED = "a number from 1 to 1000000 with up to 3 decimals, or as \"4:1\"";
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,7}(?:\\.\\d{1,3})?)");
    private static final Pattern TO_ONE = Pattern.compile(NUMBER + ":1");
    private static final BigDecimal LARGEST = BigDecimal.valueOf(1_000_000);

    @Override
    public @Nullable Long read(Node node, String path, Report report) {
        if (!(node instanceof Node.Scalar scalar)) {
            Types.wrongType(node, path, EXPECTED, report);
            return null;
        }
        return switch (scalar.type()) {
            case INTEGER, FLOAT -> parse(scalar, NUMBER, path, report);
            case STRING -> parse(scalar, TO_ONE, path, report);
            case NULL, BOOLEAN -> {
                Types.wrongType(node, path, EXPECTED, report);
                yield null;
            }
        };
    }

    private static @Nullable Long parse(Node.Scalar scalar, Pattern form, String path, Report report) {
        var matcher = form.matcher(scalar.text());
        if (matcher.matches()) {
            BigDecimal ratio = new BigDecimal(matcher.group(1));
            if (ratio.compareTo(BigDecimal.ONE) >= 0 && ratio.compareTo(LARGEST) <= 0) {
                return ratio.movePointRight(3).longValueExact();
            }
        }
        report.add(
                ManifestError.OUT_OF_RANGE,
                scalar.at(),
                path,
                "found %s, expected %s".formatted(Quote.bare(scalar.text()), EXPECTED));
        return null;
    }

    @Override
    public JsonNode write(Long value) {
        BigDecimal ratio = BigDecimal.valueOf(value, 3).stripTrailingZeros();
        return JsonNodeFactory.instance.numberNode(ratio.scale() < 0 ? ratio.setScale(0) : ratio);
    }

    @Override
    public ObjectNode schema() {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.putArray("type").add("number").add("string");
        return out.put("pattern", "^[0-9]+(\\.[0-9]+)?:1$").put("minimum", 1);
    }
}
