package dev.heddle.placement.allocation;

import dev.heddle.model.quantity.Quantity;
import dev.heddle.placement.allocation.Outcome.Infeasible;
import dev.heddle.placement.allocation.Outcome.Optimal;
import dev.heddle.placement.allocation.Outcome.Share;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An outcome as command line and API answer it. */
public final class OutcomeJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final BigDecimal GIGA = BigDecimal.valueOf(1_000_000_000);
    private static final double INTEGERS_END = 0x1p53;
    private static final MathContext DOUBLE = new MathContext(17);

    private OutcomeJson() {}

    public static ObjectNode of(Outcome outcome) {
        return switch (outcome) {
            case Optimal optimal -> of(optimal);
            case Infeasible infeasible -> of(infeasible);
        };
    }

    private static ObjectNode of(Optimal optimal) {
        ObjectNode out = JSON.objectNode().put("status", "optimal");
        out.set("objective", number(optimal.objective()));
        out.set("shares", shares(optimal.shares()));
        ArrayNode binding = out.putArray("binding");
        optimal.binding()
                .forEach(b -> binding.addObject()
                        .put("limit", "bandwidth")
                        .put("network", b.network())
                        .set("shadowPrice", number(b.shadowPrice().multiply(GIGA))));
        return out;
    }

    private static ObjectNode of(Infeasible infeasible) {
        ObjectNode out = JSON.objectNode().put("status", "infeasible");
        ObjectNode conflict = out.putObject("conflict");
        infeasible.classes().forEach(conflict.putArray("classes")::add);
        infeasible.networks().forEach(conflict.putArray("networks")::add);
        out.putObject("relaxation").put("bandwidth", Quantity.BANDWIDTH.format(infeasible.relaxation()));
        ObjectNode bestEffort = out.putObject("bestEffort");
        bestEffort.set("served", number(infeasible.served()));
        bestEffort.set("shares", shares(infeasible.shares()));
        return out;
    }

    private static ArrayNode shares(List<Share> shares) {
        ArrayNode out = JSON.arrayNode();
        shares.forEach(s -> out.addObject()
                .put("class", s.trafficClass())
                .put("network", s.network())
                .set("share", number(s.share())));
        return out;
    }

    /** The nearest double, an integer without a point; what no double holds, to as many digits. */
    private static JsonNode number(BigDecimal value) {
        double near = value.doubleValue();
        if (Double.isInfinite(near)) {
            return JSON.numberNode(value.round(DOUBLE).stripTrailingZeros());
        }
        boolean integer = near == Math.rint(near) && near < INTEGERS_END;
        return integer ? JSON.numberNode((long) near) : JSON.numberNode(near);
    }
}
