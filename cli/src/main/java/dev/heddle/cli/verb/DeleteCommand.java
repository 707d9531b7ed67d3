package dev.heddle.cli.verb;

import dev.heddle.cli.client.Address;
import dev.heddle.cli.client.ApiClient;
import dev.heddle.cli.client.CommandException;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.InputFiles;
import dev.heddle.cli.client.Query;
import dev.heddle.cli.client.Reply;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "delete",
        header = {"Example: heddle delete port train-0 -t team-a", ""},
        description = "Delete objects; what is still referred to is refused. Files: all or nothing, in any order.")
final class DeleteCommand extends ApiCommand {
    @Parameters(arity = "0..*", paramLabel = "KIND NAME|KIND/NAME", description = "What to delete.")
    private List<String> words = List.of();

    @Option(
            names = {"-f", "--filename"},
            paramLabel = "FILE|DIR|-",
            description = "Delete what the files name; may be repeated.")
    private List<String> files = List.of();

    @Option(
            names = {"-t", "--tenant"},
            paramLabel = "TENANT",
            description = "The tenant of plain names.")
    private @Nullable String tenant;

    @Option(names = "--dry-run", description = "With -f: decide and answer, change nothing.")
    private boolean dryRun;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private WaitOption wait;

    @Override
    Exit act(ApiClient client) {
        if (words.isEmpty() == files.isEmpty()) {
            throw new CommandException(Exit.BAD_INPUT, "name objects, or files with -f, and not both");
        }
        return files.isEmpty() ? named(client) : filed(client);
    }

    private Exit filed(ApiClient client) {
        InputFiles inputs = InputFiles.read(files, System.in);
        Query query = dryRun ? new Query().with("dryRun", "true") : new Query();
        wait.addTo(query);
        Reply reply = inputs.send(client, "/v1/delete", query);
        return new Written(out(), err(), client.address()).print(reply, wait.asked())
                ? Exit.OK
                : refused(reply, inputs.texts());
    }

    private Exit named(ApiClient client) {
        if (dryRun) {
            throw new CommandException(Exit.BAD_INPUT, "--dry-run goes with -f");
        }
        Exit worst = Exit.OK;
        for (Address address : Address.parse(words, tenant)) {
            if (address.name() == null) {
                throw new CommandException(
                        Exit.BAD_INPUT,
                        "a name is missing: heddle delete " + address.kind().singular() + " NAME");
            }
            Query query = new Query();
            wait.addTo(query);
            Reply reply = client.delete(query.of(address.path()));
            if (!new Written(out(), err(), client.address()).print(reply, wait.asked())) {
                worst = refused(reply, Map.of());
            }
        }
        return worst;
    }
}
