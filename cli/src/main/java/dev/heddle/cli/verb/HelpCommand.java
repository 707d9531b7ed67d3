package dev.heddle.cli.verb;

import dev.heddle.cli.client.CommandException;
import dev.heddle.cli.client.Exit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "help",
        headerHeading = "Example: heddle help exit-codes%n%n",
        description = "Show the help of a verb, or the exit codes.")
final class HelpCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "VERB|exit-codes", description = "What to explain.")
    private @Nullable String topic;

    @Override
    public Integer call() {
        CommandLine root = spec.commandLine().getParent();
        if (topic == null) {
            root.usage(root.getOut());
        } else if (topic.equals("exit-codes")) {
            for (Exit exit : Exit.values()) {
                root.getOut().println(exit.code() + "  " + exit.meaning());
            }
            root.getOut().flush();
        } else {
            CommandLine verb = root.getSubcommands().get(topic);
            if (verb == null) {
                throw new CommandException(Exit.BAD_INPUT, "unknown verb \"" + topic + "\"; heddle help lists them");
            }
            verb.usage(root.getOut());
        }
        return Exit.OK.code();
    }
}
