package dev.heddle.cli.vswitch;

import dev.heddle.cli.client.Exit;
import dev.heddle.ovs.sdk.VirtualSwitch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "del-group",
        headerHeading = "Example: heddle switch del-group vswitch1 1%n%n",
        description = "Delete a group, if it is there, and the flows that use it.")
final class DelGroupCommand extends SwitchAction {
    @Parameters(index = "1", paramLabel = "ID", description = "The group's number.")
    private long id;

    @Override
    Exit act() {
        int number = Ids.group(id);
        try (VirtualSwitch on = open()) {
            on.deleteGroup(number);
        }
        return Exit.OK;
    }
}
