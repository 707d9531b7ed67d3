package dev.heddle.cli.vswitch;

import dev.heddle.cli.client.Exit;
import dev.heddle.ovs.sdk.VirtualSwitch;
import picocli.CommandLine.Command;

@Command(
        name = "delete",
        headerHeading = "Example: heddle switch delete vswitch1%n%n",
        description = "Take away a bridge that was made here, with its ports and flows; the devices stay.")
final class DeleteCommand extends SwitchAction {
    @Override
    Exit act() {
        try (VirtualSwitch on = open()) {
            on.delete();
        }
        print("switch." + name() + " deleted");
        flush();
        return Exit.OK;
    }
}
