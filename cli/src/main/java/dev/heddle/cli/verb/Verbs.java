package dev.heddle.cli.verb;

import dev.heddle.cli.Subcommands;
import dev.heddle.cli.lab.LabCommand;
import dev.heddle.cli.simulate.SimulateCommand;
import dev.heddle.cli.vswitch.SwitchCommand;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;

/** All verbs, in the order in which help shows them. */
public final class Verbs {
    /** They speak of the other verbs. */
    private static final Set<String> NEED_ALL = Set.of("help", "completion", "__complete");

    private Verbs() {}

    /** Adds to {@code heddle} the verbs that a command line may need. */
    public static void addTo(CommandLine root, List<String> words) {
        boolean all = words.isEmpty() || NEED_ALL.contains(words.getFirst());
        List<String> typed = all ? List.of() : words;
        new Subcommands()
                .with("apply", ApplyCommand::new)
                .with("delete", DeleteCommand::new)
                .with("get", GetCommand::new)
                .with("describe", DescribeCommand::new)
                .with("diff", DiffCommand::new)
                .with("wait", WaitCommand::new)
                .with("watch", WatchCommand::new)
                .with("events", EventsCommand::new)
                .with("status", StatusCommand::new)
                .with("verify", VerifyCommand::new)
                .with("trace", TraceCommand::new)
                .with("solve", SolveCommand::new)
                .with("simulate", SimulateCommand::new)
                .with("serve", ServeCommand::line)
                .with("version", VersionCommand::new)
                .with("completion", CompletionCommand::new)
                .with("help", HelpCommand::new)
                .with("__complete", CompleteCommand::new)
                .with("lab", () -> LabCommand.line(after(words, all)))
                .with("switch", () -> SwitchCommand.line(after(words, all)))
                .addTo(root, typed);
    }

    /** The words after the verb; none where all verbs are wanted. */
    private static List<String> after(List<String> words, boolean all) {
        return all ? List.of() : words.subList(1, words.size());
    }
}
