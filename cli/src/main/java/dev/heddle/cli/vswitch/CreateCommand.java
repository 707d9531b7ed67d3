package dev.heddle.cli.vswitch;

import dev.heddle.cli.client.Exit;
import dev.heddle.ovs.sdk.Datapath;
import dev.heddle.ovs.sdk.PortSpec;
import dev.heddle.ovs.sdk.VirtualSwitch;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "create",
        headerHeading = "Example: heddle switch create vswitch1 --port eth0 --port eth1:20%n%n",
        description = "Make a bridge that forwards by its flows alone, with these ports, all or nothing.")
final class CreateCommand extends SwitchAction {
    @Option(
            names = "--port",
            paramLabel = "DEVICE[:VLAN]",
            description = "A device: a trunk, or an access port of a VLAN. May be repeated.")
    private List<String> ports = List.of();

    @Option(
            names = "--datapath",
            paramLabel = "best|system|netdev",
            defaultValue = "best",
            description = "Who carries packets: the kernel (system) or ovs-vswitchd (netdev); best is the kernel where"
                    + " it can.")
    private Datapath datapath = Datapath.BEST;

    @Override
    Exit act() {
        List<PortSpec> specs = ports.stream().map(PortSpec::parse).toList();
        VirtualSwitch.create(address(), name(), specs, datapath).close();
        print("switch." + name() + " created");
        flush();
        return Exit.OK;
    }
}
