package dev.heddle.cli.output;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** How far the hosts are, in one line. */
public final class Progress {
    private Progress() {}

    /** {@code 19/20 hosts; h7 away 4m}, from {@code hosts} of an answer. */
    public static String of(JsonNode hosts, Instant now) {
        List<String> parts = new ArrayList<>();
        parts.add(hosts.path("realised").asInt() + "/" + hosts.path("declared").asInt() + " hosts");
        for (String group : List.of("lagging", "away")) {
            for (JsonNode host : hosts.path(group)) {
                String since = Ages.of(host.path("since").asString(""), now);
                parts.add((host.path("host").asString("") + " "
                                + host.path("reason").asString("") + " " + since)
                        .strip());
            }
        }
        return String.join("; ", parts);
    }
}
