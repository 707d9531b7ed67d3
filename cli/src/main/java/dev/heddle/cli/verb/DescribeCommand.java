package dev.heddle.cli.verb;

import dev.heddle.cli.client.Address;
import dev.heddle.cli.client.ApiClient;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.output.Description;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "describe",
        headerHeading = "Example: heddle describe port train-0 -t team-a%n%n",
        description = "Show everything about objects: spec, conditions, counted drops, where they were declared.")
final class DescribeCommand extends ApiCommand {
    @Parameters(arity = "1..*", paramLabel = "KIND NAME|KIND/NAME", description = "What to describe.")
    @SuppressWarnings("NullAway.Init")
    private List<String> words;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private TenantOption tenant;

    @Override
    Exit act(ApiClient client) {
        List<Address> addresses = Address.parse(words, tenant.name());
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
        return told(objects);
    }
}
