package dev.heddle.cli.vswitch;

import dev.heddle.cli.client.Exit;
import dev.heddle.ovs.sdk.VirtualSwitch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "del-meter",
        headerHeading = "Example: heddle switch del-meter vswitch1 1%n%n",
        description = "Delete a meter, if it is there, and the flows that use it.")
final class DelMeterCommand extends SwitchAction {
    @Parameters(index = "1", paramLabel = "ID", description = "The meter's number.")
    private long id;

    @Override
    Exit act() {
        int number = Ids.meter(id);
        try (VirtualSwitch on = open()) {
            on.deleteMeter(number);
        }
        return Exit.OK;
    }
}
