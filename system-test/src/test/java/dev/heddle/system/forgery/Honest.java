package dev.heddle.system.forgery;

import static dev.heddle.system.wire.Ethernet.BROADCAST;

import dev.heddle.system.wire.Address;
import dev.heddle.system.wire.Dhcp;
import dev.heddle.system.wire.Ethernet;
import dev.heddle.system.wire.Ip;
import dev.heddle.system.wire.Ip.Part;
import dev.heddle.system.wire.Ip.Payload;
import dev.heddle.system.wire.Nd;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Frames that a workload may send: each kind of the forgeries, well-formed and true, with who has to get it. */
public final class Honest {
    private static final byte[] ALL_NODES = Address.ip("ff02::1");
    private static final byte[] BROADCAST4 = Address.ip("255.255.255.255");

    private final Party self;
    private final Party other;
    private final Set<String> members;
    private final List<Frame> all = new ArrayList<>();

    private Honest(Party self, Party other, Set<String> members) {
        this.self = self;
        this.other = other;
        this.members = members;
    }

    /**
     * A frame and its receivers.
     *
     * @param receivers the ports that get it, and no others do
     */
    public record Frame(String name, Set<String> receivers, Function<byte[], byte[]> marked) {}

    /**
     * What {@code self} may say to {@code other}.
     *
     * @param members the other ports of the slice, who get what goes to all
     */
    public static List<Frame> of(Party self, Party other, Set<String> members) {
        Honest honest = new Honest(self, other, members);
        honest.arp();
        honest.ipv4();
        honest.ipv6();
        honest.neighbours();
        return honest.all;
    }

    private void arp() {
        byte[] nobody = new byte[6];
        toOwner("ARP request", BROADCAST, mark -> request(nobody, mark));
        toOwner("ARP request, unicast", other.mac(), mark -> request(nobody, mark));
        toOwner("ARP reply", other.mac(), mark -> arp(Ethernet.REPLY, self.ip4(), other.mac(), other.ip4(), mark));
    }

    private void ipv4() {
        toOwner("UDP", other.mac(), Ethernet.IPV4, mark -> v4(Part.WHOLE, other.ip4(), mark));
        toOwner("first fragment", other.mac(), Ethernet.IPV4, mark -> v4(Part.FIRST_FRAGMENT, other.ip4(), mark));
        toAll("UDP to all", BROADCAST, Ethernet.IPV4, mark -> v4(Part.WHOLE, BROADCAST4, mark));
        toAll(
                "DHCP discover",
                BROADCAST,
                Ethernet.IPV4,
                mark -> Ip.v4(
                        self.ip4(),
                        BROADCAST4,
                        Ip.udp(self.ip4(), BROADCAST4, Dhcp.CLIENT, Dhcp.SERVER, Dhcp.discover(self.mac(), mark))));
    }

    private void ipv6() {
        byte[] allMac = Address.multicastMac(ALL_NODES);
        toOwner("UDP6", other.mac(), Ethernet.IPV6, mark -> v6(other.ip6(), datagram(mark)));
        toOwner(
                "UDP6 behind options",
                other.mac(),
                Ethernet.IPV6,
                mark -> v6(other.ip6(), Ip.behind(Ip.HOP_BY_HOP, Ip.behind(Ip.DESTINATION_OPTIONS, datagram(mark)))));
        toOwner(
                "first fragment of UDP6",
                other.mac(),
                Ethernet.IPV6,
                mark -> v6(other.ip6(), Ip.fragment(Part.FIRST_FRAGMENT, datagram(mark))));
        toOwner(
                "later fragment of UDP6",
                other.mac(),
                Ethernet.IPV6,
                mark -> v6(other.ip6(), Ip.fragment(Part.LATER_FRAGMENT, new Payload(17, mark))));
        toAll("UDP6 to all", allMac, Ethernet.IPV6, mark -> v6(ALL_NODES, datagram(mark)));
        toAll(
                "DHCPv6 solicit",
                allMac,
                Ethernet.IPV6,
                mark -> Ip.v6(
                        self.linkLocal(),
                        ALL_NODES,
                        Ip.udp(self.linkLocal(), ALL_NODES, Dhcp.CLIENT6, Dhcp.SERVER6, Dhcp.v6(1, mark))));
    }

    private void neighbours() {
        byte[] group = Address.solicitedNode(other.ip6());
        byte[] sll = Nd.option(Nd.SOURCE_LINK_LAYER, self.mac());
        byte[] tll = Nd.option(Nd.TARGET_LINK_LAYER, self.mac());
        toOwner(
                "solicitation",
                Address.multicastMac(group),
                Ethernet.IPV6,
                mark -> Ip.v6(self.ip6(), group, Nd.solicitation(self.ip6(), group, other.ip6(), sll, Nd.nonce(mark))));
        toOwner(
                "solicitation of a link-local address",
                Address.multicastMac(group),
                Ethernet.IPV6,
                mark -> Ip.v6(
                        self.linkLocal(),
                        group,
                        Nd.solicitation(self.linkLocal(), group, other.linkLocal(), sll, Nd.nonce(mark))));
        toOwner(
                "advertisement",
                other.mac(),
                Ethernet.IPV6,
                mark -> Ip.v6(
                        self.ip6(),
                        other.ip6(),
                        Nd.advertisement(self.ip6(), other.ip6(), self.ip6(), tll, Nd.nonce(mark))));
        toAll(
                "advertisement to all",
                Address.multicastMac(ALL_NODES),
                Ethernet.IPV6,
                mark -> Ip.v6(
                        self.linkLocal(),
                        ALL_NODES,
                        Nd.advertisement(self.linkLocal(), ALL_NODES, self.linkLocal(), tll, Nd.nonce(mark))));
    }

    private byte[] request(byte[] nobody, byte[] mark) {
        return arp(Ethernet.REQUEST, self.ip4(), nobody, other.ip4(), mark);
    }

    private byte[] arp(int operation, byte[] spa, byte[] tha, byte[] tpa, byte[] mark) {
        return Ethernet.arp(operation, self.mac(), spa, tha, tpa, mark);
    }

    private byte[] v4(Part part, byte[] to, byte[] mark) {
        return Ip.v4(self.ip4(), to, part, new byte[0], Ip.udp(self.ip4(), to, 4000, 4000, mark));
    }

    private byte[] v6(byte[] to, Payload payload) {
        return Ip.v6(self.ip6(), to, payload);
    }

    private Payload datagram(byte[] mark) {
        return Ip.udp(self.ip6(), other.ip6(), 4000, 4000, mark);
    }

    private void toOwner(String name, byte[] to, Function<byte[], byte[]> payload) {
        toOwner(name, to, Ethernet.ARP, payload);
    }

    private void toOwner(String name, byte[] to, int type, Function<byte[], byte[]> payload) {
        add(name, Set.of(other.id()), to, type, payload);
    }

    private void toAll(String name, byte[] to, int type, Function<byte[], byte[]> payload) {
        add(name, members, to, type, payload);
    }

    private void add(String name, Set<String> receivers, byte[] to, int type, Function<byte[], byte[]> payload) {
        all.add(new Frame(
                name + " to " + other.id(),
                receivers,
                mark -> Ethernet.frame(to, self.mac(), type, payload.apply(mark))));
    }
}
