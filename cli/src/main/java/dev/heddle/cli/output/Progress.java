package dev.heddle.cli.output;

import dev.heddle.model.text.HostNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/** How far the hosts are, in one line. */
public final class Progress {
    private Progress() {}

    /** {@code 17/20 hosts; h[3-4] is being programmed 1s; h7 away 4m}, from {@code hosts} of an answer. */
    public static String of(JsonNode hosts, Instant now) {
        List<String> parts = new ArrayList<>();
        parts.add(hosts.path("realised").asInt() + "/" + hosts.path("declared").asInt() + " hosts");
        for (String group : List.of("lagging", "away")) {
            SequencedMap<String, List<String>> alike = new LinkedHashMap<>();
            for (JsonNode host : hosts.path(group)) {
                String since = Ages.of(host.path("since").asString(""), now);
                String why = (host.path("reason").asString("") + " " + since).strip();
                alike.computeIfAbsent(why, w -> new ArrayList<>())
                        .add(host.path("host").asString(""));
            }
            alike.forEach((why, names) -> parts.add((HostNames.fold(names) + " " + why).strip()));
        }
        return String.join("; ", parts);
    }
}
