package dev.heddle.cli.vswitch;

import dev.heddle.cli.client.Exit;
import dev.heddle.flow.FlowSpec;
import dev.heddle.flow.text.FlowText;
import dev.heddle.ovs.sdk.VirtualSwitch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "del-flows",
        headerHeading = "Example: heddle switch del-flows vswitch1 'arp,arp_op=2'%n%n",
        description = "Delete the flows that match at least what MATCH does; those of others too.")
final class DelFlowsCommand extends SwitchAction {
    @Parameters(
            index = "1",
            arity = "0..1",
            defaultValue = "",
            paramLabel = "MATCH",
            description = "As ovs-ofctl(8) has it, with table=, cookie=VALUE/MASK, out_port=; all flows where absent.")
    @SuppressWarnings("NullAway.Init")
    private String match;

    @Option(names = "--strict", description = "Only the flow with exactly this match and priority.")
    private boolean strict;

    @Override
    Exit act() {
        try (VirtualSwitch on = open()) {
            if (strict) {
                on.deleteFlow(read("MATCH", match, () -> FlowText.readStrictFilter(match, on.portNames())));
            } else {
                FlowSpec filter = read("MATCH", match, () -> FlowText.readFilter(match, on.portNames()));
                on.deleteFlows(filter);
            }
        }
        return Exit.OK;
    }
}
