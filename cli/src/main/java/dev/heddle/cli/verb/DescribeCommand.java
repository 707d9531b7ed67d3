package dev.heddle.cli.verb;

import dev.heddle.cli.client.Address;
import dev.heddle.cli.client.ApiClient;
import dev.heddle.cli.client.CommandException;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.Reply;
import dev.heddle.cli.local.LocalHost;
import dev.heddle.cli.output.Description;
import dev.heddle.cli.output.PoolText;
import dev.heddle.model.Kind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

@Command(
        name = "describe",
        headerHeading = "Example: heddle describe port train-0 -t team-a%n%n",
        description = "Show all about objects: spec, conditions, drops, their source.")
final class DescribeCommand extends ApiCommand {
    @Parameters(arity = "1..*", paramLabel = "KIND NAME|KIND/NAME", description = "What to describe.")
    @SuppressWarnings("NullAway.Init")
    private List<String> words;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private TenantOption tenant;

    @Option(
            names = "--local",
            description = "describe host --local: the line that tells this machine's capacity to its Open vSwitch.")
    private boolean local;

    private @Nullable JsonNode pool;

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
            if (object.path("kind").asString("").equals(Kind.HOST.manifestName())) {
                out().print(around(client, object));
            }
        }
        out().flush();
        return told(objects);
    }

    /** The parts of the pool in which a host lies; nothing where the controller does not tell. */
    private String around(ApiClient client, JsonNode host) {
        if (pool == null) {
            Reply reply = client.get("/v1/pool");
            pool = reply.isGood() ? reply.json().path("status") : MissingNode.getInstance();
        }
        return PoolText.around(host, pool);
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
