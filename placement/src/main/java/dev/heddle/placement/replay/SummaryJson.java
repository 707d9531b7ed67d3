package dev.heddle.placement.replay;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalDouble;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code summary.json}: what was replayed, then the figures, with six decimals. */
public final class SummaryJson {
    private SummaryJson() {}

    /** @param patience as it was asked for, empty for the policy's own */
    public static ObjectNode of(Result result, String policy, OptionalDouble patience, long seed) {
        Schedule schedule = result.schedule();
        Window window = schedule.window();
        Summary summary = Summary.of(result);
        ObjectNode out = JsonNodeFactory.instance
                .objectNode()
                .put("policy", policy)
                .put("load", window.load())
                .put("unit", schedule.unit().text())
                .put("from", window.from().toString())
                .put("days", window.days())
                .put("warmup", window.warmup())
                .put("seed", seed);
        patience.ifPresent(seconds -> out.put("patience", seconds));
        out.put("scale", number(schedule.scale()))
                .put("jobs", summary.jobs())
                .put("gangs", summary.gangs())
                .put("neverStarted", summary.neverStarted())
                .put("racksOverBound", number(summary.racksOverBound()))
                .put("oneRackShare", number(summary.oneRackShare()));
        out.putObject("queueingDelay")
                .put("mean", number(summary.queueingDelay().mean()))
                .put("p95", number(summary.queueingDelay().p95()))
                .put("gangMean", number(summary.queueingDelay().gangMean()));
        out.putObject("jct")
                .put("mean", number(summary.jct().mean()))
                .put("p99", number(summary.jct().p99()));
        out.put("utilisation", number(summary.utilisation())).put("fragmentation", number(summary.fragmentation()));
        out.putObject("decision")
                .put("p50", number(summary.decision().p50()))
                .put("p99", number(summary.decision().p99()));
        return out;
    }

    private static BigDecimal number(double value) {
        return BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_EVEN);
    }
}
