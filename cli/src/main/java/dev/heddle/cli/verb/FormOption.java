package dev.heddle.cli.verb;

import dev.heddle.cli.output.Form;
import picocli.CommandLine.Option;

/** {@code -o} where there is only a choice of two. */
final class FormOption {
    @Option(
            names = {"-o", "--output"},
            defaultValue = "TABLE",
            paramLabel = "table|json",
            description = "Form of the output.")
    @SuppressWarnings("NullAway.Init")
    private Form form;

    boolean json() {
        return form == Form.JSON;
    }
}
