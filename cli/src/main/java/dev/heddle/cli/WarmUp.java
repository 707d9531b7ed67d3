package dev.heddle.cli;

import dev.heddle.lab.os.ProgramImage;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import picocli.CommandLine;

/**
 * Runs what most commands run, once, while the build records the start-up cache. What it asks of a lab or a program that
 * do not exist fails, and that is all right.
 *
 * <p>Usage: {@code WarmUp SERVER MANIFEST ALLOCATION}
 */
final class WarmUp {
    private WarmUp() {}

    public static void main(String[] arguments) {
        String server = arguments[0];
        String manifest = arguments[1];
        String allocation = arguments[2];
        run("--help");
        run("apply", "--server", server, "-f", manifest, "--wait=1s");
        run("get", "ports", "--server", server);
        run("get", "hosts", "--server", server, "-o", "yaml");
        run("get", "ports", "--server", server, "-o", "json");
        run("describe", "hosts", "--server", server);
        run("diff", "--server", server, "-f", manifest);
        run("delete", "--server", server, "-f", manifest);
        run("status", "--server", server);
        run("verify", "isolation", "--server", server);
        run("trace", "team-a/w0", "--to", "10.9.0.3", "--server", server);
        run("solve", "-f", allocation);
        run("solve", "-f", allocation, "-o", "json");
        run("lab", "status", "--dir", "/nonexistent", "-o", "json");
        run("lab", "exec", "--dir", "/nonexistent", "a/b", "--", "true");
        var _ = ProgramImage.replace(List.of("/nonexistent/program"));
    }

    private static void run(String... words) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        CommandLine line = Main.commandLine(words).setOut(nowhere).setErr(nowhere);
        int _ = line.execute(words);
    }
}
