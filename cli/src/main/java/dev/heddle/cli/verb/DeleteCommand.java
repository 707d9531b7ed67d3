package dev.heddle.cli.verb;

import dev.heddle.cli.client.Address;
import dev.heddle.cli.client.ApiClient;
import dev.heddle.cli.client.CommandException;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.InputFiles;
import dev.heddle.cli.client.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "delete",
        headerHeading = "Example: heddle delete port train-0 -t team-a%n%n",
        description = "Delete objects, all or none; what is referred to is refused.")
final class DeleteCommand extends ApiCommand {
    @Parameters(arity = "0..*", paramLabel = "KIND NAME|KIND/NAME", description = "What to delete.")
    private List<String> words = List.of();

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private FilesOption files;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private TenantOption tenant;

    @Option(names = "--dry-run", description = "With -f: decide and answer, change nothing.")
    private boolean dryRun;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private WaitOption wait;

    @Override
    Exit act(ApiClient client) {
        if (words.isEmpty() != files.given()) {
            throw new CommandException(Exit.BAD_INPUT, "name objects, or files with -f, and not both");
        }
        return files.given() ? filed(client) : named(client);
    }

    @Override
    Duration longer() {
        return wait.time();
    }

    private Exit filed(ApiClient client) {
        InputFiles inputs = files.read();
        Query query = dryRun ? new Query().with("dryRun", "true") : new Query();
        wait.addTo(query);
        return written(inputs.send(client, "/v1/delete", query), inputs.texts());
    }

    private Exit named(ApiClient client) {
        if (dryRun) {
            throw new CommandException(Exit.BAD_INPUT, "--dry-run goes with -f");
        }
        List<Address> lastFirst = new ArrayList<>(Address.parse(words, tenant.name()));
        lastFirst.forEach(Address::one);
        lastFirst.sort(Comparator.comparing(Address::kind).reversed());
        Exit worst = Exit.OK;
        for (Address address : lastFirst) {
            Query query = new Query();
            wait.addTo(query);
            worst = worst.or(written(client.delete(query.of(address.path())), Map.of()));
        }
        return worst;
    }
}
