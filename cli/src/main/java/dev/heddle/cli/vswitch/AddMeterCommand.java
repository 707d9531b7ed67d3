package dev.heddle.cli.vswitch;

import dev.heddle.cli.client.Exit;
import dev.heddle.flow.text.FlowText;
import dev.heddle.ovs.sdk.VirtualSwitch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "add-meter",
        headerHeading = "Example: heddle switch add-meter vswitch1 'meter=1,kbps,band=type=drop,rate=1000'%n%n",
        description = "Add a meter; one with its id must not be there.")
final class AddMeterCommand extends SwitchAction {
    @Parameters(index = "1", paramLabel = "METER", description = "As ovs-ofctl(8) has it.")
    @SuppressWarnings("NullAway.Init")
    private String meter;

    @Override
    Exit act() {
        try (VirtualSwitch on = open()) {
            on.addMeter(read("METER", meter, () -> FlowText.readMeter(meter)));
        }
        return Exit.OK;
    }
}
