package dev.heddle.compiler;

import static dev.heddle.compiler.Pipeline.PRIORITY_EXCEPT;
import static dev.heddle.compiler.Pipeline.PRIORITY_MATCH;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Fragment;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.Table;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.net.MacAddress;
import dev.heddle.model.state.PortState;
import java.util.ArrayList;
import java.util.List;

/** The flows of one port on a host that it is plugged into: what it may send, what is counted, and its delivery. */
final class PortRules {
    private static final int ICMPV6 = 58;
    private static final int ARP_REQUEST = 1;

    private final int vni;
    private final PortRef ref;
    private final MacAddress mac;
    private final long cookie;
    private final List<Flow> flows = new ArrayList<>();

    private PortRules(PortState port, int vni) {
        this.vni = vni;
        this.ref = ref(port);
        this.mac = port.mac();
        this.cookie = Cookie.of(Cookie.Owner.PORT, port.resource().id());
    }

    /** The port's interface: it carries the port's uid, or {@code TENANT/NAME}. */
    static PortRef ref(PortState port) {
        return new PortRef.Iface(
                port.resource().uid().toString(), port.resource().key().path());
    }

    /** @param source the tunnel address of the uplink that the port's traffic uses */
    static Fragment fragment(PortState port, int vni, IpAddress source) {
        PortRules rules = new PortRules(port, vni);
        rules.entrance(source);
        for (IpAddress ip : port.ips()) {
            if (ip.v6()) {
                rules.ipv6(ip);
            } else {
                rules.ipv4(ip);
            }
        }
        rules.ipv6(IpAddress.linkLocal(port.mac()));
        rules.refusals();
        rules.delivery();
        return new Fragment("port/" + port.resource().uid(), rules.flows, List.of());
    }

    private Rule in(Table table, int priority) {
        return Rule.in(table, priority, cookie).from(ref);
    }

    private void entrance(IpAddress source) {
        flows.add(in(Pipeline.CLASSIFY, PRIORITY_MATCH)
                .when(Field.ETH_SRC, mac.bits())
                .set(Pipeline.SLICE, vni)
                .set(source.v6() ? Field.TUN_IPV6_SRC : Field.TUN_SRC, Rule.bits(source))
                .go(Pipeline.TYPE));
        flows.add(in(Pipeline.ND, PRIORITY_MATCH)
                .whenProtocol(EtherType.IPV6, ICMPV6)
                .when(Field.ICMPV6_TYPE, NeighbourDiscovery.SOLICITATION)
                .when(Field.ND_SLL, mac.bits())
                .go(Pipeline.IPV6_SOURCE));
    }

    private void ipv4(IpAddress ip) {
        flows.add(in(Pipeline.ARP, PRIORITY_MATCH)
                .whenEthernet(EtherType.ARP)
                .when(Field.ARP_SHA, mac.bits())
                .when(Field.ARP_SPA, ip.lo())
                .go(Pipeline.STEER));
        flows.add(in(Pipeline.ARP, PRIORITY_EXCEPT)
                .whenEthernet(EtherType.ARP)
                .when(Field.ARP_OP, ARP_REQUEST)
                .when(Field.ARP_SHA, mac.bits())
                .when(Field.ARP_SPA, 0)
                .when(Field.ARP_TPA, ip.lo())
                .stop());
        flows.add(in(Pipeline.IPV4, PRIORITY_MATCH)
                .whenEthernet(EtherType.IPV4)
                .when(Field.IPV4_SRC, ip.lo())
                .go(Pipeline.MAC));
    }

    /** An advertisement may leave its link-layer address out (RFC 4861 section 4.4); a probe has no source. */
    private void ipv6(IpAddress ip) {
        flows.add(in(Pipeline.IPV6_SOURCE, PRIORITY_MATCH)
                .whenEthernet(EtherType.IPV6)
                .when(Field.IPV6_SRC, Rule.bits(ip))
                .go(Pipeline.STEER));
        flows.add(neighbour(ip, PRIORITY_EXCEPT, NeighbourDiscovery.SOLICITATION)
                .when(Field.IPV6_SRC, Bits.ZERO)
                .stop());
        flows.add(neighbour(ip, PRIORITY_MATCH, NeighbourDiscovery.ADVERTISEMENT)
                .when(Field.ND_TLL, mac.bits())
                .go(Pipeline.IPV6_SOURCE));
        flows.add(neighbour(ip, PRIORITY_MATCH, NeighbourDiscovery.ADVERTISEMENT)
                .when(Field.ND_TLL, 0)
                .go(Pipeline.IPV6_SOURCE));
    }

    private Rule neighbour(IpAddress target, int priority, int type) {
        return in(Pipeline.ND, priority)
                .whenProtocol(EtherType.IPV6, ICMPV6)
                .when(Field.ICMPV6_TYPE, type)
                .when(Field.ND_TARGET, Rule.bits(target));
    }

    private void refusals() {
        for (Reason reason : Reason.values()) {
            if (reason.perPort()) {
                flows.add(in(Pipeline.DROP, PRIORITY_MATCH)
                        .when(Pipeline.REASON, reason.code())
                        .stop());
            }
        }
    }

    private void delivery() {
        flows.add(Rule.in(Pipeline.LOCAL, PRIORITY_MATCH, cookie)
                .when(Pipeline.SLICE, vni)
                .when(Field.ETH_DST, mac.bits())
                .act(new Action.Output(ref))
                .stop());
    }
}
