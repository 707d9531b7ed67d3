package dev.heddle.cli.verb;

import dev.heddle.cli.client.CommandException;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.InputFiles;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code -f}: the manifests to work on. */
final class FilesOption {
    @Option(
            names = {"-f", "--filename"},
            paramLabel = "FILE|DIR|-",
            description = "YAML or JSON; - is standard input. May be repeated.")
    private List<String> names = List.of();

    boolean given() {
        return !names.isEmpty();
    }

    /** @throws CommandException bad input, where none is named or one cannot be read */
    InputFiles read() {
        if (!given()) {
            throw new CommandException(Exit.BAD_INPUT, "which files? name them with -f FILE, -f DIR or -f -");
        }
        return InputFiles.read(names, System.in);
    }
}
