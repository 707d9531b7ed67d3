package dev.heddle.cli.verb;

import dev.heddle.cli.client.ApiClient;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.InputFiles;
import dev.heddle.cli.client.Query;
import dev.heddle.cli.client.Reply;
import dev.heddle.cli.output.ObjectText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

@Command(
        name = "diff",
        headerHeading = "Example: heddle diff -f net.yaml%n%n",
        description = "Show what applying files would change; exit 1 where it would.")
final class DiffCommand extends ApiCommand {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private FilesOption files;

    @Override
    Exit act(ApiClient client) {
        InputFiles inputs = files.read();
        Reply reply = inputs.send(client, "/v1/diff", new Query());
        if (!reply.isGood()) {
            return refused(reply, inputs.texts());
        }
        JsonNode diff = reply.json();
        for (JsonNode object : diff.path("objects")) {
            out().println(ObjectText.flatLine(object) + " "
                    + object.path("action").asString(""));
            object.path("changes").forEach(c -> out().println("  " + change(c)));
        }
        for (JsonNode host : diff.path("hosts")) {
            out().println("host.%s flows +%d ~%d -%d"
                    .formatted(
                            host.path("host").asString(""),
                            host.path("add").asLong(),
                            host.path("change").asLong(),
                            host.path("delete").asLong()));
        }
        out().flush();
        if (diff.path("objects").isEmpty()) {
            return Exit.OK;
        }
        err().println("to make it so: heddle apply -f %s --if-revision %d"
                .formatted(inputs.arguments(), diff.path("revision").asLong()));
        err().flush();
        return Exit.NO;
    }

    private static String change(JsonNode change) {
        String field = change.path("field").asString("");
        JsonNode from = change.path("from");
        JsonNode to = change.path("to");
        boolean had = !from.isMissingNode() && !from.isNull();
        boolean has = !to.isMissingNode() && !to.isNull();
        if (!had) {
            return "+ " + field + ": " + to;
        }
        return has ? "~ " + field + ": " + from + " -> " + to : "- " + field + ": " + from;
    }
}
