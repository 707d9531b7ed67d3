package dev.heddle.cli.output;

import tools.jackson.databind.JsonNode;

/** Verdicts of isolation for a person: a line a host, what leaks or why nothing is proved below it, the whole last. */
public final class IsolationText {
    private IsolationText() {}

    /** @param isolation as {@code GET /v1/isolation} answers */
    public static String of(JsonNode isolation) {
        StringBuilder out = new StringBuilder();
        for (JsonNode host : isolation.path("hosts")) {
            host(out, host);
        }
        return out.append(isolation.path("verdict").asString("")).append('\n').toString();
    }

    private static void host(StringBuilder out, JsonNode host) {
        out.append(host.path("host").asString("")).append(": ");
        out.append(host.path("verdict").asString(""));
        String message = host.path("message").asString("");
        out.append(message.isEmpty() ? "" : ": " + message).append('\n');
        JsonNode witness = host.path("witness");
        if (!witness.isMissingNode()) {
            String kind = witness.path("kind").asString("");
            String name = witness.path("name").asString("");
            out.append("  leak: ").append(name.equals(kind) ? name : kind + " " + name);
            out.append(", of ").append(witness.path("owner").asString("")).append('\n');
            String packet = witness.path("packet").asString("");
            out.append(packet.isEmpty() ? "" : "  packet: " + packet + "\n");
            for (JsonNode flow : witness.path("path")) {
                out.append("    ").append(flow.asString("")).append('\n');
            }
        }
        for (JsonNode leak : host.path("leaks")) {
            out.append("  leak: ").append(leak.path("at").asString(""));
            out.append(": from ").append(leak.path("from").asString(""));
            out.append(" to ").append(leak.path("to").asString("")).append('\n');
            out.append("    ").append(leak.path("megaflow").asString("")).append('\n');
        }
        for (JsonNode unknown : host.path("unknown")) {
            out.append("  unknown: ").append(unknown.asString("")).append('\n');
        }
    }
}
