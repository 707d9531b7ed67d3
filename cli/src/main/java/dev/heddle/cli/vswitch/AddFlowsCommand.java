package dev.heddle.cli.vswitch;

import dev.heddle.cli.client.CommandException;
import dev.heddle.cli.client.Exit;
import dev.heddle.flow.FlowSpec;
import dev.heddle.ovs.sdk.SwitchException;
import dev.heddle.ovs.sdk.VirtualSwitch;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "add-flows",
        headerHeading = "Example: heddle switch add-flows vswitch1 flows.txt%n%n",
        description = "Add the flows of a file, one a line, all or none of them, in one atomic bundle.")
final class AddFlowsCommand extends SwitchAction {
    @Parameters(index = "1", paramLabel = "FILE|-", description = "Flows of ovs-ofctl(8); # begins a comment.")
    @SuppressWarnings("NullAway.Init")
    private String file;

    @Override
    Exit act() {
        FlowFile lines = FlowFile.read(file);
        try (VirtualSwitch on = open()) {
            List<FlowFile.Flow> flows = lines.flows(on.portNames());
            List<FlowSpec> specs = new ArrayList<>(flows.size());
            flows.forEach(flow -> specs.add(flow.spec()));
            try {
                on.addFlows(specs);
            } catch (SwitchException e) {
                if (e.index().isEmpty()) {
                    throw e;
                }
                int line = flows.get(e.index().getAsInt()).line();
                throw new CommandException(Exit.BAD_INPUT, lines.name() + ":" + line + ":1: " + e.getMessage());
            }
        }
        return Exit.OK;
    }
}
