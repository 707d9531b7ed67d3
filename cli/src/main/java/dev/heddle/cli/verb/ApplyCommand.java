package dev.heddle.cli.verb;

import dev.heddle.cli.client.ApiClient;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.InputFiles;
import dev.heddle.cli.client.Query;
import dev.heddle.cli.client.Reply;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "apply",
        headerHeading = "Example: heddle apply -f net.yaml --wait%n%n",
        description = "Declare what files hold: all of it or nothing, as one revision.")
final class ApplyCommand extends ApiCommand {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private FilesOption files;

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
    Duration longer() {
        return wait.time();
    }

    @Override
    Exit act(ApiClient client) {
        InputFiles inputs = files.read();
        Query query = new Query();
        if (dryRun) {
            query.with("dryRun", "true");
        }
        if (ifRevision != null) {
            query.with("ifRevision", ifRevision.toString());
        }
        wait.addTo(query);
        Reply reply = inputs.send(client, "/v1/apply", query);
        Exit written = written(reply, inputs.texts());
        return written == Exit.OK ? wait.workloads(client, err()) : written;
    }
}
