package dev.heddle.cli.verb;

import dev.heddle.cli.client.Address;
import dev.heddle.cli.client.ApiClient;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.Reply;
import dev.heddle.cli.client.Spans;
import dev.heddle.cli.output.Ages;
import dev.heddle.cli.output.Table;
import dev.heddle.model.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
        name = "events",
        headerHeading = "Example: heddle events --for port/team-a/train-0 --since 10m%n%n",
        description = "Show what happened lately: who, what, why, at which revision.")
final class EventsCommand extends ApiCommand {
    @Option(
            names = "--for",
            paramLabel = "KIND[/NAME]",
            description = "Of this object, or of objects of this kind, only.")
    private @Nullable String object;

    @Option(names = "--since", paramLabel = "TIME", description = "Of the last TIME only, as 10m.")
    private @Nullable String since;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private TenantOption tenant;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private FormOption form;

    @Override
    Exit act(ApiClient client) {
        List<Address> wanted = object == null ? List.of() : Address.parse(List.of(object), tenant.name());
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
            if (recent && isWanted(event.path("object").asString(""), wanted)) {
                events.add(event);
            }
        }
        print(events, now);
        return Exit.OK;
    }

    /** Events name objects as messages do: {@code Port team-a/train-0}. */
    private boolean isWanted(String named, List<Address> wanted) {
        String path = named.substring(named.indexOf(' ') + 1);
        int slash = path.indexOf('/');
        @Nullable String of = slash < 0 ? null : path.substring(0, slash);
        if (wanted.isEmpty()) {
            return tenant.name() == null || tenant.name().equals(of);
        }
        return Kind.ofManifest(named.split(" ", 2)[0])
                .filter(kind -> wanted.stream().anyMatch(a -> a.covers(kind, of, path.substring(slash + 1))))
                .isPresent();
    }

    private void print(List<JsonNode> events, Instant now) {
        if (form.json()) {
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
