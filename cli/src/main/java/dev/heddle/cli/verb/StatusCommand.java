package dev.heddle.cli.verb;

import dev.heddle.cli.client.ApiClient;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.Reply;
import dev.heddle.cli.output.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

@Command(
        name = "status",
        headerHeading = "Example: heddle status%n%n",
        description =
                "Show the controller and its hosts at a glance. Exit 0: serving and every connected host is right.")
final class StatusCommand extends ApiCommand {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private FormOption form;

    @Override
    Exit act(ApiClient client) {
        Reply reply = client.get("/v1/status");
        if (!reply.isGood()) {
            return refused(reply, Map.of());
        }
        JsonNode status = reply.json();
        if (form.json()) {
            out().println(status.toPrettyString());
        } else {
            print(client, status);
        }
        out().flush();
        boolean right = status.path("ready").asBoolean(false)
                && status.path("hosts").path("lagging").isEmpty();
        return right ? Exit.OK : Exit.NO;
    }

    private void print(ApiClient client, JsonNode status) {
        line(
                "controller",
                client.address().text() + ", version " + status.path("version").asString(""));
        line(
                "serving",
                status.path("ready").asBoolean(false)
                        ? "yes"
                        : "no: " + status.path("notReady").asString(""));
        line(
                "revision",
                status.path("revision").asString("") + ", term "
                        + status.path("term").asString(""));
        line("hosts", Progress.of(status.path("hosts"), Instant.now()));
        for (JsonNode host : status.path("hosts").path("undeclared")) {
            line(
                    "undeclared",
                    host.path("systemId").asString("") + ": "
                            + host.path("message").asString(""));
        }
        List<String> counts = new ArrayList<>();
        status.path("objects").properties().forEach(e -> counts.add(e.getValue().asString() + " " + e.getKey()));
        line("objects", String.join(", ", counts));
    }

    private void line(String name, String value) {
        out().println("%-11s %s".formatted(name, value));
    }
}
