import dev.heddle.flow.Action;
import dev.heddle.flow.Field;
import dev.heddle.flow.Match;
import dev.heddle.flow.PortRef;
import dev.heddle.ovs.sdk.Backend;
import dev.heddle.ovs.sdk.Datapath;
import dev.heddle.ovs.sdk.FlowLines;
import dev.heddle.ovs.sdk.LoadBalancer;
import dev.heddle.ovs.sdk.PortSpec;
import dev.heddle.ovs.sdk.SwitchAddress;
import dev.heddle.ovs.sdk.VirtualSwitch;
import dev.heddle.ovs.sdk.Vserver;
import java.net.InetAddress;
import java.util.List;

/**
 * A switch of one's own in a few lines, without a controller: two ports in VLAN 20, four flows of which one goes again, and a
 * balancer with an IPv4 and an IPv6 address in front of a server at the second port.
 *
 * <p>Usage, as root, with the jars of flow and ovs and what those need:
 *
 * <pre>java -cp 'lib/*' examples/LoneSwitch.java [unix:/var/run/openvswitch/db.sock] DEVICE DEVICE</pre>
 *
 * <p>{@code heddle switch delete vswitch1} takes all of it away.
 */
void main(String[] arguments) {
    int devices = arguments.length - 2;
    SwitchAddress at = devices == 0 ? SwitchAddress.local() : SwitchAddress.of(arguments[0]);
    List<PortSpec> ports =
            List.of(PortSpec.access(arguments[devices], 20), PortSpec.access(arguments[devices + 1], 20));

    try (VirtualSwitch on = VirtualSwitch.create(at, "vswitch1", ports, Datapath.BEST)) {
        // Flows as text of ovs-ofctl, or as values.
        on.addFlow("arp,arp_op=2,actions=NORMAL");
        on.addFlow("arp,arp_op=1,actions=NORMAL");
        List<Action> normal = List.of(new Action.Output(PortRef.NORMAL));
        Match fromClient = Match.builder().eq(Field.ETH_SRC, 0x02_00_00_00_00_01L).build();
        Match toClient = Match.builder().eq(Field.ETH_DST, 0x02_00_00_00_00_01L).build();
        on.addFlow(fromClient, normal);
        on.addFlow(toClient, normal);

        on.deleteFlow(toClient);
        on.listFlows().forEach(flow -> IO.println(FlowLines.line(flow)));

        // The balancer answers ARP, neighbour solicitations and pings for its addresses.
        List<InetAddress> addresses =
                List.of(InetAddress.ofLiteral("10.7.0.100"), InetAddress.ofLiteral("fd07::100"));
        LoadBalancer balancer = LoadBalancer.create(on, "lb1", addresses, 20);
        balancer.addVserver(Vserver.of("10.7.0.100:80/tcp", Backend.of("10.7.0.2:8080", "02:00:00:00:00:02")));
        balancer.addVserver(Vserver.of("[fd07::100]:80/tcp", Backend.of("[fd07::2]:8080", "02:00:00:00:00:02")));
        balancer.vservers().forEach(IO::println);
    }
}
