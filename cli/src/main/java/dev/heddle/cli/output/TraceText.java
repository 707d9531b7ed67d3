package dev.heddle.cli.output;

import tools.jackson.databind.JsonNode;

/** The way of a packet for a person: host, table, object; the verdict last. */
public final class TraceText {
    private static final String INDENT = "  ";

    private TraceText() {}

    /** @param trace as {@code GET /v1/tenants/T/ports/P/trace} answers */
    public static String of(JsonNode trace) {
        StringBuilder out = new StringBuilder();
        out.append("packet ").append(trace.path("packet").asString("")).append('\n');
        for (JsonNode hop : trace.path("hops")) {
            out.append("host ").append(hop.path("host").asString(""));
            out.append(", in by ").append(hop.path("entry").asString("")).append('\n');
            steps(out, hop.path("steps"), INDENT);
        }
        out.append(trace.path("verdict").asString("")).append(": ");
        out.append(trace.path("message").asString(""));
        String object = object(trace);
        return out.append(object.isEmpty() ? "" : "; " + object).append('\n').toString();
    }

    private static void steps(StringBuilder out, JsonNode steps, String indent) {
        for (JsonNode step : steps) {
            out.append(indent).append(step.path("what").asString(""));
            String object = object(step);
            out.append(object.isEmpty() ? "" : ", " + object).append('\n');
            String flow = step.path("flow").asString("");
            if (!flow.isEmpty()) {
                out.append(indent).append(INDENT).append(flow).append('\n');
            }
            steps(out, step.path("then"), indent + INDENT);
        }
    }

    /** {@code Port team-a/w0 (net.yaml:12:1)}; empty where none is responsible. */
    private static String object(JsonNode node) {
        String object = node.path("object").asString("");
        String source = node.path("source").asString("");
        return source.isEmpty() ? object : object + " (" + source + ")";
    }
}
