package dev.heddle.cli.simulate;

import tools.jackson.databind.JsonNode;

/** A replay's summary for a person. */
final class SummaryText {
    private SummaryText() {}

    static String of(JsonNode summary) {
        return """
                policy          %s
                jobs            %d, %d of them gangs; %d can never start
                racks           %.3f times the bound, %.1f %% of the gangs in one rack
                queueing delay  mean %.1f s, p95 %.1f s, gangs' mean %.1f s
                completion      mean %.1f s, p99 %.1f s
                utilisation     %.1f %%, fragmentation %.1f %%
                decision        p50 %.3f ms, p99 %.3f ms
                """.formatted(
                        summary.path("policy").asString(),
                        summary.path("jobs").asInt(),
                        summary.path("gangs").asInt(),
                        summary.path("neverStarted").asInt(),
                        number(summary, "/racksOverBound"),
                        100 * number(summary, "/oneRackShare"),
                        number(summary, "/queueingDelay/mean"),
                        number(summary, "/queueingDelay/p95"),
                        number(summary, "/queueingDelay/gangMean"),
                        number(summary, "/jct/mean"),
                        number(summary, "/jct/p99"),
                        100 * number(summary, "/utilisation"),
                        100 * number(summary, "/fragmentation"),
                        number(summary, "/decision/p50"),
                        number(summary, "/decision/p99"));
    }

    private static double number(JsonNode summary, String path) {
        return summary.at(path).asDouble();
    }
}
