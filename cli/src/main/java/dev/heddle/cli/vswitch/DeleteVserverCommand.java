package dev.heddle.cli.vswitch;

import dev.heddle.cli.client.Exit;
import dev.heddle.ovs.sdk.LoadBalancer;
import dev.heddle.ovs.sdk.VirtualSwitch;
import dev.heddle.ovs.sdk.Vserver;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "delete-vserver",
        headerHeading = "Example: heddle switch delete-vserver vswitch1 web 10.0.0.100:80/tcp%n%n",
        description = "Delete a virtual server, and with its last one the balancer.")
final class DeleteVserverCommand extends SwitchAction {
    @Parameters(index = "1", paramLabel = "BALANCER", description = "Its name.")
    @SuppressWarnings("NullAway.Init")
    private String balancer;

    @Parameters(
            index = "2",
            paramLabel = "ADDRESS[:PORT[/tcp|/udp]]",
            description = "The virtual server, as it was added.")
    @SuppressWarnings("NullAway.Init")
    private String vserver;

    @Override
    Exit act() {
        String name = Vserver.of(vserver, List.of()).name();
        try (VirtualSwitch on = open()) {
            LoadBalancer of = LoadBalancer.open(on, balancer);
            of.deleteVserver(name);
            if (of.vservers().isEmpty()) {
                of.delete();
            }
        }
        print("vserver." + balancer + "/" + name + " deleted");
        flush();
        return Exit.OK;
    }
}
