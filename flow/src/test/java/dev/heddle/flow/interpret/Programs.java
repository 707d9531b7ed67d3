package dev.heddle.flow.interpret;

import dev.heddle.flow.text.FlowText;
import dev.heddle.flow.text.PortNames;
import java.util.List;

/** Tables from lines of ovs-ofctl. */
final class Programs {
    private Programs() {}

    /** One flow or group a line; groups begin with {@code group_id}. */
    static Tables tables(String program) {
        Tables tables = new Tables();
        program.lines().map(String::strip).filter(l -> !l.isEmpty()).forEach(line -> {
            if (line.startsWith("group_id")) {
                tables.add(FlowText.readGroup(line, PortNames.NONE));
            } else {
                tables.add(FlowText.readFlow(line, PortNames.NONE).flow());
            }
        });
        return tables;
    }

    static List<Integer> outputs(Walk walk) {
        return walk.outputs().stream().map(Step.Output::port).toList();
    }
}
