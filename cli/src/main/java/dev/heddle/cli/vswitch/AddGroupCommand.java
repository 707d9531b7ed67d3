package dev.heddle.cli.vswitch;

import dev.heddle.cli.client.Exit;
import dev.heddle.flow.text.FlowText;
import dev.heddle.ovs.sdk.VirtualSwitch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "add-group",
        headerHeading =
                "Example: heddle switch add-group vswitch1 'group_id=1,type=select,bucket=weight:2,output:eth0,bucket=weight:1,output:eth1'%n%n",
        description = "Add a group; one with its id must not be there.")
final class AddGroupCommand extends SwitchAction {
    @Parameters(index = "1", paramLabel = "GROUP", description = "As ovs-ofctl(8) has it.")
    @SuppressWarnings("NullAway.Init")
    private String group;

    @Override
    Exit act() {
        try (VirtualSwitch on = open()) {
            on.addGroup(read("GROUP", group, () -> FlowText.readGroup(group, on.portNames())));
        }
        return Exit.OK;
    }
}
