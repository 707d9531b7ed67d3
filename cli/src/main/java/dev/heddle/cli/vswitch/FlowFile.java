package dev.heddle.cli.vswitch;

import dev.heddle.cli.client.CommandException;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.TextFile;
import dev.heddle.cli.output.SourceText;
import dev.heddle.flow.FlowSpec;
import dev.heddle.flow.text.FlowText;
import dev.heddle.flow.text.PortNames;
import dev.heddle.flow.text.TextException;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of flows, one a line; {@code #} begins a comment, and lines without a flow count for nothing.
 *
 * @param name as messages have it
 */
record FlowFile(String name, List<String> lines) {
    /**
     * One flow.
     *
     * @param line where it stands, from 1
     */
    record Flow(int line, FlowSpec spec) {}

    /**
     * Reads a file, or standard input where the name is {@code -}.
     *
     * @throws CommandException bad input, where it cannot be read or is not UTF-8
     */
    static FlowFile read(String name) {
        return new FlowFile(name, TextFile.read(name).lines().toList());
    }

    /** @throws CommandException bad input, telling every line that is no flow */
    List<Flow> flows(PortNames ports) {
        List<Flow> out = new ArrayList<>(lines.size());
        List<String> errors = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = withoutComment(lines.get(i));
            if (line.isBlank()) {
                continue;
            }
            try {
                out.add(new Flow(i + 1, FlowText.readFlow(line, ports)));
            } catch (TextException e) {
                errors.add(SourceText.error(name, i + 1, line, e));
            }
        }
        if (!errors.isEmpty()) {
            throw new CommandException(Exit.BAD_INPUT, String.join("\n", errors));
        }
        return out;
    }

    private static String withoutComment(String line) {
        int comment = line.indexOf('#');
        return comment < 0 ? line : line.substring(0, comment);
    }
}
