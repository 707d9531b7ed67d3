package dev.heddle.cli.verb;

import dev.heddle.cli.client.Reply;
import dev.heddle.cli.client.ServerAddress;
import dev.heddle.cli.output.Ages;
import dev.heddle.cli.output.ObjectText;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a write did: one line an object on standard output, the hosts' progress on standard error. */
record Written(PrintWriter out, PrintWriter err, ServerAddress server) {
    /**
     * @param waited whether the caller asked to wait
     * @return whether it was done; a write that stands but is not realised in time prints its lines and is not done
     */
    boolean print(Reply reply, boolean waited) {
        boolean stands = reply.isGood() || reply.status() == 504;
        if (!stands) {
            return false;
        }
        JsonNode json = reply.json();
        json.path("results")
                .forEach(r -> out.println(
                        ObjectText.flatLine(r) + " " + r.path("action").asString("")));
        out.flush();
        if (waited
                && reply.isGood()
                && json.has("hosts")
                && !json.path("hosts").path("away").isEmpty()) {
            err.println(progress(json.path("hosts"), Instant.now()));
            err.flush();
        }
        return reply.isGood();
    }

    /** {@code 19/20 hosts; h7 away 4m}. */
    static String progress(JsonNode hosts, Instant now) {
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
