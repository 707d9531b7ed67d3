package dev.heddle.system.forgery;

import dev.heddle.system.wire.Ethernet;
import dev.heddle.system.wire.Ip;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames that an Open vSwitch with in-band control would pass above all flows (ovs-vswitchd.conf.db(5),
 * disable-in-band): the controller's address and ports, as source and as destination.
 */
public final class ControlForgeries {
    private static final int[] PORTS = {6640, 6653};

    private ControlForgeries() {}

    /**
     * Those that pretend to come from the controller: dropped at the port, under a reason.
     *
     * @param controller its IPv4 address on the control network
     */
    public static List<Forgery> from(Party self, Party other, byte[] controller) {
        List<Forgery> all = new ArrayList<>();
        for (int port : PORTS) {
            all.add(new Forgery(
                    "TCP from the controller's port " + port,
                    "ipv4",
                    (to, mark) -> Ethernet.frame(
                            to,
                            self.mac(),
                            Ethernet.IPV4,
                            Ip.v4(controller, other.ip4(), Ip.tcp(controller, other.ip4(), port, 40000, mark)))));
        }
        all.add(arp("ARP request of the controller", self, Ethernet.REQUEST, controller, other.ip4()));
        all.add(arp("ARP reply of the controller", self, Ethernet.REPLY, controller, other.ip4()));
        return all;
    }

    /**
     * True as to who sends them, but meant for the controller: nobody outside of the slice may get them. They are not
     * refused for what they say; their reason is empty.
     */
    public static List<Forgery> towards(Party self, Party other, byte[] controller) {
        List<Forgery> all = new ArrayList<>();
        for (int port : PORTS) {
            all.add(new Forgery(
                    "TCP to the controller's port " + port,
                    "",
                    (to, mark) -> Ethernet.frame(
                            to,
                            self.mac(),
                            Ethernet.IPV4,
                            Ip.v4(self.ip4(), controller, Ip.tcp(self.ip4(), controller, 40000, port, mark)))));
        }
        all.add(new Forgery(
                "ARP request for the controller",
                "",
                (to, mark) -> Ethernet.frame(
                        to,
                        self.mac(),
                        Ethernet.ARP,
                        Ethernet.arp(Ethernet.REQUEST, self.mac(), self.ip4(), new byte[6], controller, mark))));
        all.add(new Forgery(
                "ARP reply to the controller",
                "",
                (to, mark) -> Ethernet.frame(
                        to,
                        self.mac(),
                        Ethernet.ARP,
                        Ethernet.arp(Ethernet.REPLY, self.mac(), self.ip4(), other.mac(), controller, mark))));
        return all;
    }

    private static Forgery arp(String name, Party self, int operation, byte[] spa, byte[] tpa) {
        return new Forgery(
                name,
                "arp",
                (to, mark) -> Ethernet.frame(
                        to, self.mac(), Ethernet.ARP, Ethernet.arp(operation, self.mac(), spa, self.mac(), tpa, mark)));
    }
}
