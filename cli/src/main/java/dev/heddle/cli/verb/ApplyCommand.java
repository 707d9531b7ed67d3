package dev.heddle.cli.verb;

import dev.heddle.cli.client.ApiClient;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.InputFiles;
import dev.heddle.cli.client.Query;
import dev.heddle.cli.client.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "apply",
        header = {"Example: heddle apply -f net.yaml --wait", ""},
        description = "Declare what files hold: all of it or nothing, as one revision.")
final class ApplyCommand extends ApiCommand {
    @Option(
            names = {"-f", "--filename"},
            paramLabel = "FILE|DIR|-",
            required = true,
            description = "YAML or JSON; may be repeated.")
    @SuppressWarnings("NullAway.Init")
    private List<String> files;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private WaitOption wait;

    @Option(names = "--dry-run", description = "Decide and answer, change nothing.")
    private boolean dryRun;

    @Option(
            names = "--if-revision",
            paramLabel = "N",
            description = "Refuse (exit 5) if an object of the files changed after revision N.")
    private @Nullable Long ifRevision;

    @Override
    Exit act(ApiClient client) {
        InputFiles inputs = InputFiles.read(files, System.in);
        Query query = new Query();
        if (dryRun) {
            query.with("dryRun", "true");
        }
        if (ifRevision != null) {
            query.with("ifRevision", ifRevision.toString());
        }
        wait.addTo(query);
        Reply reply = inputs.send(client, "/v1/apply", query);
        return new Written(out(), err(), client.address()).print(reply, wait.asked())
                ? wait.workloads(client, err())
                : refused(reply, inputs.texts());
    }
}
