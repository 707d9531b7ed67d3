package dev.heddle.compiler;

import static dev.heddle.compiler.Pipeline.PRIORITY_EXCEPT;
import static dev.heddle.compiler.Pipeline.PRIORITY_GUARD;
import static dev.heddle.compiler.Pipeline.PRIORITY_MATCH;
import static dev.heddle.compiler.Pipeline.PRIORITY_MISS;
import static dev.heddle.compiler.Pipeline.PRIORITY_TYPE;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Fragment;
import dev.heddle.flow.Table;
import java.util.List;
import java.util.stream.Stream;

/** The flows that every host holds, whatever is declared. */
final class SharedRules {
    private static final int ICMP = 1;
    private static final int UDP = 17;
    private static final int ICMPV6 = 58;

    /** IP_FRAG: bit 0 is set in every fragment, bit 1 in all but the first (ovs-fields(7)). */
    private static final Bits FRAG_ANY = Bits.of(1);

    private static final Bits FRAG_BITS = Bits.of(3);

    /** CFI bit of vlan_tci: set when a tag is there. */
    private static final Bits TAGGED = Bits.of(0x1000);

    private static final long COOKIE = Cookie.of(Cookie.Owner.PIPELINE, 0);

    static final Fragment FRAGMENT = new Fragment(
            "pipeline",
            Stream.of(entrance(), ipv4(), ipv6(), neighbourDiscovery(), steering())
                    .flatMap(List::stream)
                    .toList(),
            List.of());

    private SharedRules() {}

    private static Rule in(Table table, int priority) {
        return Rule.in(table, priority, COOKIE);
    }

    private static List<Flow> entrance() {
        return List.of(
                in(Pipeline.CLASSIFY, PRIORITY_GUARD)
                        .when(Field.VLAN_TCI, TAGGED, TAGGED)
                        .refuse(Reason.VLAN),
                in(Pipeline.CLASSIFY, PRIORITY_EXCEPT)
                        .from(Pipeline.TUNNEL_PORT)
                        .refuse(Reason.PEER),
                in(Pipeline.CLASSIFY, PRIORITY_MISS).refuse(Reason.MAC),
                in(Pipeline.TUNNEL, PRIORITY_MISS).refuse(Reason.VNI),
                in(Pipeline.TYPE, PRIORITY_MATCH).whenEthernet(EtherType.ARP).go(Pipeline.ARP),
                in(Pipeline.TYPE, PRIORITY_MATCH).whenEthernet(EtherType.IPV4).go(Pipeline.IPV4),
                in(Pipeline.TYPE, PRIORITY_MATCH).whenEthernet(EtherType.IPV6).go(Pipeline.IPV6),
                in(Pipeline.TYPE, PRIORITY_MISS).refuse(Reason.ETHERTYPE),
                in(Pipeline.ARP, PRIORITY_MISS).refuse(Reason.ARP),
                in(Pipeline.DROP, PRIORITY_MATCH)
                        .from(Pipeline.TUNNEL_PORT)
                        .when(Pipeline.REASON, Reason.PEER.code())
                        .stop(),
                in(Pipeline.DROP, PRIORITY_MATCH)
                        .from(Pipeline.TUNNEL_PORT)
                        .when(Pipeline.REASON, Reason.VNI.code())
                        .stop());
    }

    /** DHCP: RFC 2131 ports 67 and 68. ICMP redirect and router advertisement: RFC 792, RFC 1256. */
    private static List<Flow> ipv4() {
        return List.of(
                ipv4Udp(Field.UDP_SRC, 67).refuse(Reason.DHCP_SERVER),
                ipv4Udp(Field.UDP_DST, 68).refuse(Reason.DHCP_SERVER),
                ipv4Icmp(5).refuse(Reason.RA),
                ipv4Icmp(9).refuse(Reason.RA),
                in(Pipeline.IPV4, PRIORITY_MISS).refuse(Reason.IPV4));
    }

    private static Rule ipv4Udp(Field field, int port) {
        return in(Pipeline.IPV4, PRIORITY_TYPE)
                .whenProtocol(EtherType.IPV4, UDP)
                .when(field, port);
    }

    private static Rule ipv4Icmp(int type) {
        return in(Pipeline.IPV4, PRIORITY_TYPE)
                .whenProtocol(EtherType.IPV4, ICMP)
                .when(Field.ICMP_TYPE, type);
    }

    /**
     * DHCPv6: RFC 8415 ports 546 and 547. A first fragment must hold the whole header chain (RFC 7112): where it does not,
     * OVS reads the protocol, or the ports and types, as 0. Multicast listener reports and router solicitations (RFC 3810,
     * RFC 4861) go nowhere: members are known, and no router listens.
     */
    private static List<Flow> ipv6() {
        return List.of(
                in(Pipeline.IPV6, PRIORITY_GUARD)
                        .whenProtocol(EtherType.IPV6, 0)
                        .refuse(Reason.IPV6),
                in(Pipeline.IPV6, PRIORITY_GUARD)
                        .whenProtocol(EtherType.IPV6, ICMPV6)
                        .when(Field.IP_FRAG, FRAG_ANY, FRAG_BITS)
                        .when(Field.ICMPV6_TYPE, 0)
                        .refuse(Reason.IPV6),
                in(Pipeline.IPV6, PRIORITY_GUARD)
                        .whenProtocol(EtherType.IPV6, UDP)
                        .when(Field.IP_FRAG, FRAG_ANY, FRAG_BITS)
                        .when(Field.UDP_SRC, 0)
                        .when(Field.UDP_DST, 0)
                        .refuse(Reason.IPV6),
                ipv6Udp(Field.UDP_SRC, 547).refuse(Reason.DHCP_SERVER),
                ipv6Udp(Field.UDP_DST, 546).refuse(Reason.DHCP_SERVER),
                icmpv6(130).stop(),
                icmpv6(131).stop(),
                icmpv6(132).stop(),
                icmpv6(133).stop(),
                icmpv6(134).refuse(Reason.RA),
                icmpv6(NeighbourDiscovery.SOLICITATION).go(Pipeline.ND),
                icmpv6(NeighbourDiscovery.ADVERTISEMENT).go(Pipeline.ND),
                icmpv6(137).refuse(Reason.RA),
                icmpv6(143).stop(),
                in(Pipeline.IPV6, PRIORITY_MISS).go(Pipeline.IPV6_SOURCE),
                in(Pipeline.IPV6_SOURCE, PRIORITY_MISS).refuse(Reason.IPV6));
    }

    private static Rule ipv6Udp(Field field, int port) {
        return in(Pipeline.IPV6, PRIORITY_TYPE)
                .whenProtocol(EtherType.IPV6, UDP)
                .when(field, port);
    }

    private static Rule icmpv6(int type) {
        return in(Pipeline.IPV6, PRIORITY_TYPE)
                .whenProtocol(EtherType.IPV6, ICMPV6)
                .when(Field.ICMPV6_TYPE, type);
    }

    /** Neighbour discovery is never fragmented (RFC 6980). */
    private static List<Flow> neighbourDiscovery() {
        return List.of(
                in(Pipeline.ND, PRIORITY_GUARD)
                        .whenEthernet(EtherType.IPV6)
                        .when(Field.IP_FRAG, FRAG_ANY, FRAG_ANY)
                        .refuse(Reason.ND),
                in(Pipeline.ND, PRIORITY_MISS).refuse(Reason.ND));
    }

    private static List<Flow> steering() {
        return List.of(
                in(Pipeline.STEER, PRIORITY_MATCH)
                        .whenEthernet(EtherType.ARP)
                        .whenMulticast()
                        .act(new Action.Move(Field.ARP_TPA, 0, Pipeline.TARGET_IPV4, 0, 32))
                        .go(Pipeline.ADDRESS),
                solicitation(PRIORITY_MATCH)
                        .act(new Action.Move(Field.ND_TARGET, 0, Pipeline.TARGET_IPV6, 0, 128))
                        .go(Pipeline.ADDRESS),
                linkLocalSolicitation(true),
                linkLocalSolicitation(false),
                in(Pipeline.STEER, PRIORITY_MISS).go(Pipeline.MAC));
    }

    private static Rule solicitation(int priority) {
        return in(Pipeline.STEER, priority)
                .whenProtocol(EtherType.IPV6, ICMPV6)
                .when(Field.ICMPV6_TYPE, NeighbourDiscovery.SOLICITATION)
                .whenMulticast();
    }

    /**
     * A link-local address holds its MAC (RFC 4291 appendix A), so that no flow a port is needed: its parts are moved to the
     * destination, and the universal bit is turned over, by one flow for each of its values.
     */
    private static Flow linkLocalSolicitation(boolean universalBit) {
        long mark = 0x0000_00ff_fe00_0000L | (universalBit ? 0x0200_0000_0000_0000L : 0);
        Bits prefix = new Bits(0xfe80L << 48, mark);
        Bits mask = new Bits(-1L, 0x0200_00ff_ff00_0000L);
        Bits localBit = Bits.of(0x020000000000L);
        return solicitation(PRIORITY_EXCEPT)
                .when(Field.ND_TARGET, prefix, mask)
                .act(new Action.Move(Field.ND_TARGET, 0, Field.ETH_DST, 0, 24))
                .act(new Action.Move(Field.ND_TARGET, 40, Field.ETH_DST, 24, 24))
                .act(new Action.SetField(Field.ETH_DST, universalBit ? Bits.ZERO : localBit, localBit))
                .go(Pipeline.MAC);
    }
}
