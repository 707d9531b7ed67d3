package dev.heddle.cli.vswitch;

import dev.heddle.ovs.sdk.LoadBalancer;
import dev.heddle.ovs.sdk.VirtualSwitch;
import dev.heddle.ovs.sdk.Vserver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "list-vservers",
        headerHeading = "Example: heddle switch list-vservers vswitch1 web%n%n",
        description = "Print a balancer's virtual servers, each with its backends.")
final class ListVserversCommand extends ListAction<Vserver> {
    @Parameters(index = "1", paramLabel = "BALANCER", description = "Its name.")
    @SuppressWarnings("NullAway.Init")
    private String balancer;

    @Override
    List<Vserver> list(VirtualSwitch on) {
        return LoadBalancer.open(on, balancer).vservers();
    }

    @Override
    String line(Vserver server) {
        return server.toString();
    }

    @Override
    Map<String, Object> json(Vserver server) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("name", server.name());
        out.put(
                "backends",
                server.backends().stream()
                        .map(backend -> Map.of(
                                "address",
                                backend.address().getHostAddress(),
                                "port",
                                backend.port(),
                                "mac",
                                backend.mac(),
                                "weight",
                                backend.weight()))
                        .toList());
        return out;
    }
}
