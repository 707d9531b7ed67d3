package dev.heddle.cli.vswitch;

import dev.heddle.flow.Meter;
import dev.heddle.flow.text.FlowText;
import dev.heddle.ovs.sdk.VirtualSwitch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
        name = "list-meters",
        headerHeading = "Example: heddle switch list-meters vswitch1%n%n",
        description = "Print the meters as ovs-ofctl -O OpenFlow15 --no-names dump-meters does.")
final class ListMetersCommand extends ListAction<Meter> {
    @Override
    List<Meter> list(VirtualSwitch on) {
        return on.listMeters();
    }

    @Override
    String line(Meter meter) {
        return FlowText.meter(meter);
    }

    @Override
    Map<String, Object> json(Meter meter) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("id", Integer.toUnsignedLong(meter.id()));
        out.put("line", line(meter));
        return out;
    }
}
