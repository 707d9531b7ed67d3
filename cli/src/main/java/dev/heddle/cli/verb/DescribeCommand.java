package dev.heddle.cli.verb;

import dev.heddle.cli.client.Address;
import dev.heddle.cli.client.ApiClient;
import dev.heddle.cli.client.CommandException;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.local.LocalHost;
import dev.heddle.cli.output.Description;
import dev.heddle.model.Kind;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "describe",
        headerHeading = "Example: heddle describe port train-0 -t team-a%n%n",
        description = {
            "Show everything about objects: spec, conditions, counted drops, where they were declared.",
            "describe host --local prints the line that tells this machine's capacity to its Open vSwitch."
        })
final class DescribeCommand extends ApiCommand {
    @Parameters(arity = "1..*", paramLabel = "KIND NAME|KIND/NAME", description = "What to describe.")
    @SuppressWarnings("NullAway.Init")
    private List<String> words;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private TenantOption tenant;

    @Option(names = "--local", description = "With host: this machine, without a controller.")
    private boolean local;

    @Override
    Exit act(ApiClient client) {
        List<Address> addresses = Address.parse(words, tenant.name());
        if (local) {
            return describeThisMachine(addresses);
        }
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

    private Exit describeThisMachine(List<Address> addresses) {
        if (!addresses.equals(List.of(new Address(Kind.HOST, null, null)))) {
            throw new CommandException(Exit.BAD_INPUT, "--local goes with host and no name: describe host --local");
        }
        out().println(LocalHost.command());
        out().flush();
        return Exit.OK;
    }
}
