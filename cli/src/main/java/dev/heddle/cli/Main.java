package dev.heddle.cli;

import dev.heddle.cli.client.CommandException;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.verb.Verbs;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Reads the command line. Data goes to standard output, talk to standard error; exit codes as {@link Exit}. */
@Command(
        name = "heddle",
        headerHeading = "Example: heddle apply -f net.yaml --wait%n%n",
        synopsisSubcommandLabel = "VERB",
        description = "Isolated virtual networks on real Open vSwitch hosts.")
public final class Main {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable")
    private boolean help;

    private Main() {}

    /** Runs one command and exits with its status. */
    public static void main(String[] arguments) {
        System.exit(commandLine(arguments).execute(arguments));
    }

    static CommandLine commandLine(String... arguments) {
        CommandLine line = new CommandLine(new Main());
        Verbs.addTo(line, List.of(arguments));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setOut(new PrintWriter(System.out, false, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        line.setExecutionExceptionHandler((e, command, result) -> failed(e, command));
        return line;
    }

    private static int failed(Exception e, CommandLine command) {
        if (e instanceof CommandException told) {
            command.getErr().println(told.getMessage());
            command.getErr().flush();
            return told.exit().code();
        }
        command.getErr().println("our bug, please report it:");
        e.printStackTrace(command.getErr());
        command.getErr().flush();
        return Exit.BUG.code();
    }
}
