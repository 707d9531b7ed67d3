package dev.heddle.cli.verb;

import dev.heddle.cli.client.ApiClient;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.Reply;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "version",
        headerHeading = "Example: heddle version --client%n%n",
        description = "Show the versions of this command and of the controller.")
final class VersionCommand extends ApiCommand {
    @Option(names = "--client", description = "This command's only.")
    private boolean clientOnly;

    @Override
    Exit act(ApiClient client) {
        String version = VersionCommand.class.getPackage().getImplementationVersion();
        out().println("client " + (version == null ? "unreleased" : version));
        out().flush();
        if (clientOnly) {
            return Exit.OK;
        }
        Reply reply = client.get("/v1/status");
        if (!reply.isGood()) {
            return refused(reply, Map.of());
        }
        out().println("server " + reply.json().path("version").asString(""));
        out().flush();
        return Exit.OK;
    }
}
