package dev.heddle.cli;

import dev.heddle.lab.os.ProgramImage;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import picocli.CommandLine;

/**
 * Runs what most commands run, once, while the build records the start-up cache. Nothing it does reaches a server or a
 * lab: the commands fail, and that is all right.
 */
final class WarmUp {
    private static final List<List<String>> COMMANDS = List.of(
            List.of("--help"),
            List.of("lab", "exec", "--help"),
            List.of("lab", "--dir", "/nonexistent", "status"),
            List.of("lab", "exec", "--dir", "/nonexistent", "a/b", "--", "true"));

    private WarmUp() {}

    public static void main(String[] arguments) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        for (List<String> command : COMMANDS) {
            CommandLine line = Main.commandLine().setOut(nowhere).setErr(nowhere);
            int _ = line.execute(command.toArray(String[]::new));
        }
        var _ = ProgramImage.replace(List.of("/nonexistent/program"));
    }
}
