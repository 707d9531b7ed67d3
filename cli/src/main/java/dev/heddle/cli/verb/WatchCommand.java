package dev.heddle.cli.verb;

import dev.heddle.cli.client.ApiClient;
import dev.heddle.cli.client.CommandException;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.Query;
import dev.heddle.cli.client.Reply;
import dev.heddle.cli.output.Form;
import dev.heddle.cli.output.ObjectText;
import dev.heddle.model.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "watch",
        header = {"Example: heddle watch ports -o json", ""},
        description = "Show every change as it happens, until interrupted; goes on after a restart of the controller.")
final class WatchCommand extends ApiCommand {
    private static final Duration PAUSE = Duration.ofMillis(500);

    @Parameters(arity = "0..*", paramLabel = "KIND", description = "Of these kinds only (all).")
    private List<String> kinds = List.of();

    @Option(names = "--since", paramLabel = "REVISION", description = "From after this revision (now).")
    private @Nullable Long since;

    @Option(
            names = {"-o", "--output"},
            defaultValue = "TABLE",
            paramLabel = "table|json",
            description = "Form of the output.")
    @SuppressWarnings("NullAway.Init")
    private Form form;

    private String last = "";
    private String event = "";
    private boolean opened;

    @Override
    Exit act(ApiClient client) {
        Query query = new Query();
        if (!kinds.isEmpty()) {
            query.with(
                    "kinds",
                    String.join(",", kinds.stream().map(WatchCommand::plural).toList()));
        }
        last = since == null ? newest(client) : since.toString();
        while (true) {
            try {
                Reply reply = client.stream(query.of("/v1/watch"), Map.of("Last-Event-ID", last), this::take);
                if (reply != null) {
                    return refused(reply, Map.of());
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

    private static String plural(String word) {
        return Kind.ofWord(word)
                .map(Kind::plural)
                .orElseThrow(() -> new CommandException(Exit.BAD_INPUT, "unknown kind \"" + word + "\""));
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
        if (form == Form.JSON) {
            out().println(data);
        } else {
            JsonNode json = JsonMapper.shared().readTree(data);
            if (event.equals("reset")) {
                out().println(json.path("revision").asString("") + " reset");
            }
            for (JsonNode change : json.path("changes")) {
                out().println("%s %s %s"
                        .formatted(
                                json.path("revision").asString(""),
                                change.path("type").asString(""),
                                ObjectText.line(change.path("object"))));
            }
        }
        out().flush();
    }
}
