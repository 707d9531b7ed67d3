package dev.heddle.cli.vswitch;

import dev.heddle.cli.client.Exit;
import dev.heddle.ovs.sdk.Backend;
import dev.heddle.ovs.sdk.LoadBalancer;
import dev.heddle.ovs.sdk.VirtualSwitch;
import dev.heddle.ovs.sdk.Vserver;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add-vserver",
        headerHeading = "Example: heddle switch add-vserver vswitch1 web 10.0.0.100:80/tcp --vlan 20"
                + " --backend 10.0.0.2:8080,mac=02:00:00:00:00:02,weight=3"
                + " --backend 10.0.0.3:8080,mac=02:00:00:00:00:03%n%n",
        description =
                "Balance what comes for an address and port over backends; makes the balancer, an internal port of"
                        + " that name which answers ARP, neighbour discovery and ping, where it is not there.")
final class AddVserverCommand extends SwitchAction {
    @Parameters(index = "1", paramLabel = "BALANCER", description = "Its name, and its port's.")
    @SuppressWarnings("NullAway.Init")
    private String balancer;

    @Parameters(
            index = "2",
            paramLabel = "ADDRESS[:PORT[/tcp|/udp]]",
            description = "The virtual server; tcp is the default, all of IP without a port.")
    @SuppressWarnings("NullAway.Init")
    private String vserver;

    @Option(
            names = "--backend",
            paramLabel = "ADDRESS[:PORT],mac=MAC[,weight=N]",
            description = "A server; weight 1 is the default. May be repeated.")
    private List<String> backends = List.of();

    @Option(names = "--vlan", paramLabel = "TAG", description = "The VLAN of a balancer that is made now (none).")
    private @Nullable Integer vlan;

    @Option(names = "--replace", description = "Give a virtual server that is there these backends and weights.")
    private boolean replace;

    @Override
    Exit act() {
        Vserver server =
                Vserver.of(vserver, backends.stream().map(Backend::parse).toList());
        try (VirtualSwitch on = open()) {
            if (replace) {
                LoadBalancer.open(on, balancer).setBackends(server);
            } else if (LoadBalancer.exists(on, balancer)) {
                LoadBalancer.open(on, balancer).addVserver(server);
            } else {
                make(on, server);
            }
        }
        print("vserver." + balancer + "/" + server.name() + (replace ? " configured" : " created"));
        flush();
        return Exit.OK;
    }

    private void make(VirtualSwitch on, Vserver server) {
        LoadBalancer made = LoadBalancer.create(on, balancer, List.of(server.vip()), vlan);
        try {
            made.addVserver(server);
        } catch (RuntimeException e) {
            made.delete();
            throw e;
        }
    }
}
