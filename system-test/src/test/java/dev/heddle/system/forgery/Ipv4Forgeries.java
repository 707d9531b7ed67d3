package dev.heddle.system.forgery;

import dev.heddle.system.wire.Address;
import dev.heddle.system.wire.Dhcp;
import dev.heddle.system.wire.Ethernet;
import dev.heddle.system.wire.Ip;
import dev.heddle.system.wire.Ip.Part;
import dev.heddle.system.wire.Ip.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** IPv4 and ARP that speak for others, and what only routers and DHCP servers send. */
final class Ipv4Forgeries {
    private static final int ICMP_REDIRECT = 5;
    private static final int ICMP_ROUTER_ADVERTISEMENT = 9;
    private static final byte[] NONE = {};
    /** No operation, three times, and the end of options. */
    private static final byte[] OPTIONS = {1, 1, 1, 0};

    private final Party self;
    private final Party other;
    private final List<Forgery> all = new ArrayList<>();

    private Ipv4Forgeries(Party self, Party other) {
        this.self = self;
        this.other = other;
    }

    /** @param foreign further addresses, by whose they are, that are not {@code self}'s */
    static List<Forgery> of(Party self, Party other, Map<String, byte[]> foreign) {
        Ipv4Forgeries forgeries = new Ipv4Forgeries(self, other);
        Map<String, byte[]> sources = new TreeMap<>(foreign);
        sources.put("a neighbour", other.ip4());
        sources.put("nobody", Address.ip("0.0.0.0"));
        sources.put("everybody", Address.ip("255.255.255.255"));
        sources.forEach(forgeries::speakAs);
        forgeries.servers();
        return forgeries.all;
    }

    private void speakAs(String whose, byte[] ip) {
        everyForm("IPv4 of " + whose, "ipv4", ip, mark -> Ip.udp(ip, other.ip4(), 4000, 4000, mark));
        add(
                "later fragment of " + whose,
                "ipv4",
                (to, mark) -> frame(to, ip, Part.LATER_FRAGMENT, NONE, new Payload(17, mark)));
        add(
                "SNAP IPv4 of " + whose,
                "ipv4",
                (to, mark) ->
                        Ethernet.snap(frame(to, ip, Part.WHOLE, NONE, Ip.udp(ip, other.ip4(), 4000, 4000, mark)), 0));
        arp("ARP request of " + whose, Ethernet.REQUEST, self.mac(), ip, other.ip4());
        arp("ARP reply of " + whose, Ethernet.REPLY, self.mac(), ip, other.ip4());
        arp("gratuitous ARP of " + whose, Ethernet.REQUEST, self.mac(), ip, ip);
    }

    private void servers() {
        arp("ARP request with a neighbour's MAC", Ethernet.REQUEST, other.mac(), self.ip4(), other.ip4());
        arp("ARP reply with a neighbour's MAC", Ethernet.REPLY, other.mac(), self.ip4(), other.ip4());
        arp("ARP reply for a neighbour, whole", Ethernet.REPLY, other.mac(), other.ip4(), self.ip4());
        arp("ARP probe for a neighbour's address", Ethernet.REQUEST, self.mac(), Address.ip("0.0.0.0"), other.ip4());
        add(
                "SNAP ARP of a neighbour",
                "arp",
                (to, mark) -> Ethernet.snap(
                        Ethernet.frame(
                                to,
                                self.mac(),
                                Ethernet.ARP,
                                Ethernet.arp(Ethernet.REPLY, self.mac(), other.ip4(), other.mac(), other.ip4(), mark)),
                        0));
        everyForm(
                "DHCP offer",
                "dhcp-server",
                self.ip4(),
                mark -> Ip.udp(
                        self.ip4(),
                        other.ip4(),
                        Dhcp.SERVER,
                        Dhcp.CLIENT,
                        Dhcp.offer(other.mac(), other.ip4(), self.ip4(), mark)));
        everyForm(
                "DHCP offer from another port",
                "dhcp-server",
                self.ip4(),
                mark -> Ip.udp(
                        self.ip4(),
                        other.ip4(),
                        4000,
                        Dhcp.CLIENT,
                        Dhcp.offer(other.mac(), other.ip4(), self.ip4(), mark)));
        everyForm("ICMP redirect", "ra", self.ip4(), mark -> Ip.icmp(ICMP_REDIRECT, redirected(mark)));
        everyForm(
                "ICMP router advertisement",
                "ra",
                self.ip4(),
                mark -> Ip.icmp(ICMP_ROUTER_ADVERTISEMENT, advertised(mark)));
    }

    /** A gateway, then the packet that is redirected (RFC 792). */
    private byte[] redirected(byte[] mark) {
        byte[] packet = Ip.v4(other.ip4(), self.ip4(), new Payload(17, mark));
        byte[] message = new byte[4 + packet.length];
        System.arraycopy(self.ip4(), 0, message, 0, 4);
        System.arraycopy(packet, 0, message, 4, packet.length);
        return message;
    }

    /** One router with a preference (RFC 1256), then the mark. */
    private byte[] advertised(byte[] mark) {
        byte[] message = new byte[12 + mark.length];
        message[0] = 1;
        message[1] = 2;
        message[3] = 120;
        System.arraycopy(self.ip4(), 0, message, 4, 4);
        System.arraycopy(mark, 0, message, 12, mark.length);
        return message;
    }

    private void everyForm(
            String name, String reason, byte[] source, java.util.function.Function<byte[], Payload> payload) {
        add(name, reason, (to, mark) -> frame(to, source, Part.WHOLE, NONE, payload.apply(mark)));
        add(
                name + " behind options",
                reason,
                (to, mark) -> frame(to, source, Part.WHOLE, OPTIONS, payload.apply(mark)));
        add(
                name + " in a first fragment",
                reason,
                (to, mark) -> frame(to, source, Part.FIRST_FRAGMENT, NONE, payload.apply(mark)));
    }

    private byte[] frame(byte[] to, byte[] source, Part part, byte[] options, Payload payload) {
        return Ethernet.frame(to, self.mac(), Ethernet.IPV4, Ip.v4(source, other.ip4(), part, options, payload));
    }

    private void arp(String name, int operation, byte[] sha, byte[] spa, byte[] tpa) {
        add(
                name,
                "arp",
                (to, mark) -> Ethernet.frame(
                        to, self.mac(), Ethernet.ARP, Ethernet.arp(operation, sha, spa, other.mac(), tpa, mark)));
    }

    private void add(String name, String reason, Forgery.Template template) {
        all.add(new Forgery(name, reason, template));
    }
}
