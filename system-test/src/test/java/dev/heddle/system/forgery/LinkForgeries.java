package dev.heddle.system.forgery;

import static dev.heddle.system.wire.Ethernet.BROADCAST;

import dev.heddle.system.forgery.Forgery.Template;
import dev.heddle.system.wire.Address;
import dev.heddle.system.wire.Ethernet;
import dev.heddle.system.wire.Ip;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** MACs of others, tags, and protocols that no workload speaks. */
final class LinkForgeries {
    private static final int SPANNING_TREE = 0x42;
    private static final int CISCO = 0x00000c;

    private LinkForgeries() {}

    static List<Forgery> of(Party self, Party other) {
        List<Forgery> all = new ArrayList<>();
        Template honest4 = (to, mark) -> datagram4(self, other, self.mac(), to, mark);
        Map<String, byte[]> macs = new TreeMap<>(Map.of(
                "a neighbour's", other.mac(),
                "an unknown", Address.mac("02:de:ad:be:ef:01"),
                "the broadcast", BROADCAST,
                "the zero", Address.mac("00:00:00:00:00:00")));
        macs.forEach((whose, mac) -> {
            all.add(new Forgery(
                    "IPv4 from " + whose + " MAC", "mac", (to, mark) -> datagram4(self, other, mac, to, mark)));
            all.add(new Forgery(
                    "IPv6 from " + whose + " MAC", "mac", (to, mark) -> datagram6(self, other, mac, to, mark)));
            all.add(new Forgery(
                    "ARP from " + whose + " MAC",
                    "mac",
                    (to, mark) -> Ethernet.frame(
                            to,
                            mac,
                            Ethernet.ARP,
                            Ethernet.arp(Ethernet.REQUEST, self.mac(), self.ip4(), mac, other.ip4(), mark))));
        });
        all.add(tagged("an 802.1Q tag", 0x8100, 7, honest4));
        all.add(tagged("a priority tag", 0x8100, 0xa000, honest4));
        all.add(tagged("a tag of 0", 0x8100, 0, honest4));
        all.add(tagged("a service tag", 0x88a8, 7, honest4));
        all.add(tagged("two tags", 0x8100, 7, (to, mark) -> Ethernet.tagged(honest4.frame(to, mark), 0x8100, 9)));
        all.add(tagged("a tag on IPv6", 0x8100, 7, (to, mark) -> datagram6(self, other, self.mac(), to, mark)));
        for (int type : new int[] {0x0842, 0x8035, 0x8847, 0x8863, 0x88b5, 0x88cc, 0x88f7, 0x894f}) {
            all.add(new Forgery(
                    "EtherType 0x%04x".formatted(type),
                    "ethertype",
                    (to, mark) -> Ethernet.frame(to, self.mac(), type, mark)));
        }
        all.add(new Forgery(
                "LLC of spanning trees", "ethertype", (to, mark) -> Ethernet.llc(to, self.mac(), SPANNING_TREE, mark)));
        all.add(new Forgery(
                "SNAP of another organisation",
                "ethertype",
                (to, mark) -> Ethernet.snap(honest4.frame(to, mark), CISCO)));
        all.add(new Forgery(
                "SNAP from a neighbour's MAC",
                "mac",
                (to, mark) -> Ethernet.snap(datagram4(self, other, other.mac(), to, mark), 0)));
        return all;
    }

    private static Forgery tagged(String name, int type, int tag, Template template) {
        return new Forgery(name, "vlan", (to, mark) -> Ethernet.tagged(template.frame(to, mark), type, tag));
    }

    private static byte[] datagram4(Party self, Party other, byte[] source, byte[] to, byte[] mark) {
        return Ethernet.frame(
                to,
                source,
                Ethernet.IPV4,
                Ip.v4(self.ip4(), other.ip4(), Ip.udp(self.ip4(), other.ip4(), 4000, 4000, mark)));
    }

    private static byte[] datagram6(Party self, Party other, byte[] source, byte[] to, byte[] mark) {
        return Ethernet.frame(
                to,
                source,
                Ethernet.IPV6,
                Ip.v6(self.ip6(), other.ip6(), Ip.udp(self.ip6(), other.ip6(), 4000, 4000, mark)));
    }
}
