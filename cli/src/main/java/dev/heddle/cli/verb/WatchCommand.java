package dev.heddle.cli.verb;

import dev.heddle.cli.client.Address;
import dev.heddle.cli.client.ApiClient;
import dev.heddle.cli.client.CommandException;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.Query;
import dev.heddle.cli.client.Reply;
import dev.heddle.cli.output.ObjectText;
import dev.heddle.model.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

@Command(
        name = "watch",
        headerHeading = "Example: heddle watch ports -o json%n%n",
        description = "Show every change as it happens, until interrupted.",
        footer = "%nGoes on after a restart of the controller.")
final class WatchCommand extends ApiCommand {
    private static final Duration PAUSE = Duration.ofMillis(500);

    @Parameters(arity = "0..*", paramLabel = "KIND [NAME]|KIND/NAME", description = "Of these only (all).")
    private List<String> words = List.of();

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private TenantOption tenant;

    @Option(names = "--since", paramLabel = "REVISION", description = "From after this revision (now).")
    private @Nullable Long since;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private FormOption form;

    private List<Address> wanted = List.of();
    private String last = "";
    private String event = "";
    private boolean opened;

    @Override
    Exit act(ApiClient client) {
        Query query = new Query();
        if (!words.isEmpty()) {
            wanted = Address.parse(words, tenant.name());
            query.with(
                    "kinds",
                    wanted.stream().map(a -> a.kind().plural()).distinct().collect(Collectors.joining(",")));
        }
        last = since == null ? newest(client) : since.toString();
        while (true) {
            try {
                Reply reply = client.stream(query.of("/v1/watch"), Map.of("Last-Event-ID", last), this::take);
                if (reply != null) {
                    return refused(reply, Map.of());
                }
                if (out().checkError()) {
                    return Exit.OK; // nobody reads any more
                }
            } catch (CommandException e) {
                if (!opened) {
                    throw e;
                }
            } catch (IOException broken) {
                err().println("the connection broke, trying again: " + broken.getMessage());
                err().flush();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static String newest(ApiClient client) {
        return client.get("/v1/status").json().path("revision").asString("0");
    }

    /** One line of the stream of events (WHATWG HTML, server-sent events). */
    private boolean take(String line) {
        opened = true;
        if (line.startsWith("id:")) {
            last = line.substring(3).strip();
        } else if (line.startsWith("event:")) {
            event = line.substring(6).strip();
        } else if (line.startsWith("data:")) {
            print(line.substring(5).strip());
        } else if (line.isEmpty()) {
            event = "";
        }
        return !out().checkError();
    }

    private void print(String data) {
        JsonNode json = JsonMapper.shared().readTree(data);
        if (json.path("changes") instanceof ArrayNode changes) {
            changes.removeIf(change -> !isWanted(change.path("object")));
        }
        boolean reset = event.equals("reset");
        if (form.json()) {
            if (reset || !json.path("changes").isEmpty()) {
                out().println(json);
            }
        } else {
            String revision = json.path("revision").asString("");
            if (reset) {
                out().println(revision + " reset");
            }
            json.path("changes")
                    .forEach(change -> out().println(revision + " "
                            + change.path("type").asString("") + " " + ObjectText.line(change.path("object"))));
        }
        out().flush();
    }

    private boolean isWanted(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        @Nullable String of = metadata.path("tenant").asString(null);
        if (wanted.isEmpty()) {
            return tenant.name() == null || tenant.name().equals(of);
        }
        return Kind.ofManifest(object.path("kind").asString(""))
                .filter(kind -> wanted.stream()
                        .anyMatch(a -> a.covers(kind, of, metadata.path("name").asString(""))))
                .isPresent();
    }
}
