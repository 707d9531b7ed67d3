package dev.heddle.cli;

import dev.heddle.cli.lab.LabCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads the command line. */
@Command(
        name = "heddle",
        header = {"Example: heddle lab up --hosts 3", ""},
        synopsisSubcommandLabel = "VERB",
        description = "Isolated virtual networks on real Open vSwitch hosts.",
        subcommands = LabCommand.class)
public final class Main {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable")
    private boolean help;

    private Main() {}

    /** Runs one command and exits with its status. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
    }
}
