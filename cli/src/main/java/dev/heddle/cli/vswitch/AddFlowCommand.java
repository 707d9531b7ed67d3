package dev.heddle.cli.vswitch;

import dev.heddle.cli.client.Exit;
import dev.heddle.flow.text.FlowText;
import dev.heddle.ovs.sdk.VirtualSwitch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "add-flow",
        headerHeading = "Example: heddle switch add-flow vswitch1 'arp,arp_op=2,actions=NORMAL'%n%n",
        description = "Add a flow, or replace the one with its table, priority and match.")
final class AddFlowCommand extends SwitchAction {
    @Parameters(index = "1", paramLabel = "FLOW", description = "As ovs-ofctl(8) has it; ports by name or number.")
    @SuppressWarnings("NullAway.Init")
    private String flow;

    @Override
    Exit act() {
        try (VirtualSwitch on = open()) {
            on.addFlow(read("FLOW", flow, () -> FlowText.readFlow(flow, on.portNames())));
        }
        return Exit.OK;
    }
}
