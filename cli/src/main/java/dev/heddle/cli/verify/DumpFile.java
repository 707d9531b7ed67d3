package dev.heddle.cli.verify;

import dev.heddle.cli.client.CommandException;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.TextFile;
import dev.heddle.cli.output.SourceText;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.text.FlowText;
import dev.heddle.flow.text.PortNames;
import dev.heddle.flow.text.TextException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Files that hold what {@code ovs-ofctl -O OpenFlow15} dumps of a switch; {@code -} is standard input. */
final class DumpFile {
    private static final int MOST_ERRORS = 20;

    private DumpFile() {}

    /**
     * What {@code dump-flows} printed. A file of nothing is refused: an empty table has its headline.
     *
     * @throws CommandException bad input, telling the lines that are no flow
     */
    static List<Flow> flows(String name, PortNames ports) {
        String text = TextFile.read(name);
        if (text.isBlank()) {
            throw new CommandException(Exit.BAD_INPUT, name + ": is empty, expected what ovs-ofctl dump-flows prints");
        }
        return read(name, text, line -> FlowText.readFlow(line, ports).flow());
    }

    /**
     * What {@code dump-groups} printed; nothing where the switch has none.
     *
     * @throws CommandException bad input, telling the lines that are no group
     */
    static List<Group> groups(String name, PortNames ports) {
        return read(name, TextFile.read(name), line -> FlowText.readGroup(line, ports));
    }

    private static <T> List<T> read(String name, String text, Function<String, T> reader) {
        List<T> out = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || isHeadline(line)) {
                continue;
            }
            try {
                out.add(reader.apply(line));
            } catch (TextException e) {
                errors.add(SourceText.error(name, number, line, e));
            }
        }
        if (!errors.isEmpty()) {
            throw new CommandException(Exit.BAD_INPUT, told(errors));
        }
        return out;
    }

    /** As {@code OFPST_FLOW reply (OF1.5) (xid=0x2):}. */
    private static boolean isHeadline(String line) {
        return line.startsWith("OFPST_") || line.startsWith("NXST_");
    }

    private static String told(List<String> errors) {
        String first = String.join("\n", errors.subList(0, Math.min(errors.size(), MOST_ERRORS)));
        int more = errors.size() - MOST_ERRORS;
        return more > 0 ? first + "\nand " + more + " more such lines" : first;
    }
}
