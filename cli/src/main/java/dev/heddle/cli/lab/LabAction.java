package dev.heddle.cli.lab;

import dev.heddle.cli.client.Exit;
import dev.heddle.lab.Lab;
import dev.heddle.lab.LabDirectory;
import dev.heddle.lab.os.LabException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the lab's commands have in common: which lab, which program starts its controller, how errors end. */
abstract class LabAction implements Callable<Integer> {
    static final int OK = Exit.OK.code();
    static final int NO = Exit.NO.code();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "${env:HEDDLE_LAB_DIR:-.lab}",
            description = "The lab's directory (HEDDLE_LAB_DIR; .lab).")
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Override
    public final Integer call() {
        try {
            return act();
        } catch (LabException e) {
            say(e.getMessage());
            return exit(e.reason()).code();
        }
    }

    /** Does it; gives the exit status. */
    abstract int act();

    final Path directory() {
        return directory;
    }

    final Lab lab() {
        return Lab.open(directory, launcher());
    }

    final LabDirectory files() {
        return new LabDirectory(directory);
    }

    /** Data, on standard output. */
    final void print(String text) {
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
    }

    /** Talk, on standard error. */
    final void say(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    /** The launcher tells its own place. */
    static Path launcher() {
        return Path.of(System.getProperty("heddle.home", "."), "heddle")
                .toAbsolutePath()
                .normalize();
    }

    private static Exit exit(LabException.Reason reason) {
        return switch (reason) {
            case FAILED -> Exit.NO;
            case BAD_INPUT -> Exit.BAD_INPUT;
            case UNREACHABLE -> Exit.UNREACHABLE;
            case DENIED -> Exit.DENIED;
            case CONFLICT -> Exit.CONFLICT;
            case NOT_FOUND -> Exit.NOT_FOUND;
            case TIMEOUT -> Exit.TIMEOUT;
        };
    }
}
