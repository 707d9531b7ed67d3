package dev.heddle.cli.verb;

import picocli.CommandLine;

/** All verbs of this package, in the order in which help shows them. */
public final class Verbs {
    private Verbs() {}

    public static void addTo(CommandLine root) {
        root.addSubcommand(new ApplyCommand())
                .addSubcommand(new DeleteCommand())
                .addSubcommand(new GetCommand())
                .addSubcommand(new DescribeCommand())
                .addSubcommand(new DiffCommand())
                .addSubcommand(new WaitCommand())
                .addSubcommand(new WatchCommand())
                .addSubcommand(new EventsCommand())
                .addSubcommand(new StatusCommand())
                .addSubcommand(new VersionCommand())
                .addSubcommand(new CompletionCommand())
                .addSubcommand(new HelpCommand())
                .addSubcommand(new CompleteCommand());
    }
}
