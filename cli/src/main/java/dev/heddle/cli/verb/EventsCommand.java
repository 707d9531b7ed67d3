package dev.heddle.cli.verb;

import dev.heddle.cli.client.Address;
import dev.heddle.cli.client.ApiClient;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.Reply;
import dev.heddle.cli.client.Spans;
import dev.heddle.cli.output.Ages;
import dev.heddle.cli.output.Form;
import dev.heddle.cli.output.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
        name = "events",
        header = {"Example: heddle events --for port/team-a/train-0 --since 10m", ""},
        description = "Show what happened lately: who, what, why, at which revision.")
final class EventsCommand extends ApiCommand {
    @Option(names = "--for", paramLabel = "KIND/NAME", description = "Of this object only.")
    private @Nullable String object;

    @Option(names = "--since", paramLabel = "TIME", description = "Of the last TIME only, as 10m.")
    private @Nullable String since;

    @Option(
            names = {"-t", "--tenant"},
            paramLabel = "TENANT",
            description = "The tenant of plain names.")
    private @Nullable String tenant;

    @Option(
            names = {"-o", "--output"},
            defaultValue = "TABLE",
            paramLabel = "table|json",
            description = "Form of the output.")
    @SuppressWarnings("NullAway.Init")
    private Form form;

    @Override
    Exit act(ApiClient client) {
        @Nullable String wanted = object == null ? null : wanted(object);
        Instant now = Instant.now();
        @Nullable Duration reach = since == null ? null : Spans.parse("--since", since);
        Reply reply = client.get("/v1/events");
        if (!reply.isGood()) {
            return refused(reply, Map.of());
        }
        List<JsonNode> events = new ArrayList<>();
        for (JsonNode event : reply.json().path("events")) {
            boolean recent = reach == null
                    || Instant.parse(event.path("time").asString("")).isAfter(now.minus(reach));
            if (recent && (wanted == null || wanted.equals(event.path("object").asString("")))) {
                events.add(event);
            }
        }
        print(events, now);
        return Exit.OK;
    }

    /** Events name objects as messages do: {@code Port team-a/train-0}. */
    private String wanted(String word) {
        Address address = Address.parse(List.of(word), tenant).getFirst();
        String path = (address.tenant() == null ? "" : address.tenant() + "/") + address.name();
        return address.kind().manifestName() + " " + path;
    }

    private void print(List<JsonNode> events, Instant now) {
        if (form == Form.JSON) {
            events.forEach(e -> out().println(e));
        } else {
            Table table = new Table(List.of("AGE", "REVISION", "ACTOR", "OBJECT", "REASON", "MESSAGE"));
            for (JsonNode e : events) {
                table.add(List.of(
                        Ages.of(e.path("time").asString(""), now),
                        e.path("revision").asString(""),
                        e.path("actor").asString(""),
                        e.path("object").asString(""),
                        e.path("reason").asString(""),
                        e.path("message").asString("")));
            }
            out().print(table.text());
        }
        out().flush();
    }
}
