package dev.heddle.cli.verb;

import dev.heddle.cli.client.Address;
import dev.heddle.cli.client.ApiClient;
import dev.heddle.cli.client.CommandException;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.Reply;
import dev.heddle.cli.output.Description;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "describe",
        header = {"Example: heddle describe port train-0 -t team-a", ""},
        description = "Show everything about objects: spec, conditions, counted drops, where they were declared.")
final class DescribeCommand extends ApiCommand {
    @Parameters(arity = "1..*", paramLabel = "KIND NAME|KIND/NAME", description = "What to describe.")
    @SuppressWarnings("NullAway.Init")
    private List<String> words;

    @Option(
            names = {"-t", "--tenant"},
            paramLabel = "TENANT",
            description = "The tenant of plain names.")
    private @Nullable String tenant;

    @Override
    Exit act(ApiClient client) {
        List<Address> addresses = Address.parse(words, tenant);
        Objects objects = Objects.read(client, addresses, null);
        boolean first = true;
        for (JsonNode object : objects.found()) {
            if (!first) {
                out().println();
            }
            first = false;
            out().print(Description.of(object, Instant.now()));
        }
        out().flush();
        Exit worst = Exit.OK;
        for (Reply reply : objects.refused()) {
            worst = refused(reply, Map.of());
        }
        if (objects.found().isEmpty() && worst == Exit.OK) {
            throw new CommandException(Exit.NOT_FOUND, "nothing found");
        }
        return worst;
    }
}
