package dev.heddle.simulator.whole;

import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.interpret.Packet;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.net.MacAddress;
import dev.heddle.model.state.PortState;
import java.util.List;

/** Packets that workloads send. */
final class Frames {
    static final long BROADCAST = 0xffff_ffff_ffffL;

    private static final List<Field> CARRIED = List.of(
            Field.ETH_TYPE,
            Field.ETH_SRC,
            Field.ETH_DST,
            Field.IP_PROTO,
            Field.IP_TTL,
            Field.IPV4_SRC,
            Field.IPV4_DST,
            Field.IPV6_SRC,
            Field.IPV6_DST,
            Field.UDP_SRC,
            Field.UDP_DST,
            Field.TUN_ID,
            Field.TUN_SRC,
            Field.TUN_DST);

    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final int UDP = 17;
    private static final int PORT = 4000;

    private Frames() {}

    /** An UDP packet from one port's own addresses to another's, as it enters a switch. */
    static Packet unicast(int inPort, PortState from, PortState to) {
        return udp(inPort, from, number(to.mac()), address(to));
    }

    /** To all of the slice. */
    static Packet broadcast(int inPort, PortState from) {
        return udp(inPort, from, BROADCAST, IpAddress.parse("255.255.255.255"));
    }

    private static Packet udp(int inPort, PortState from, long mac, IpAddress to) {
        IpAddress own = address(from);
        Packet packet = new Packet()
                .inPort(inPort)
                .set(Field.ETH_SRC, number(from.mac()))
                .set(Field.ETH_DST, mac)
                .set(Field.ETH_TYPE, own.v6() ? IPV6 : IPV4)
                .set(Field.IP_PROTO, UDP)
                .set(Field.IP_TTL, 64)
                .set(Field.UDP_SRC, PORT)
                .set(Field.UDP_DST, PORT);
        return packet.set(own.v6() ? Field.IPV6_SRC : Field.IPV4_SRC, bits(own))
                .set(own.v6() ? Field.IPV6_DST : Field.IPV4_DST, bits(to));
    }

    /** The same packet as it comes out of the tunnel at another switch: its headers, and the tunnel's. */
    static Packet tunnelled(Packet left, int tunnelPort) {
        Packet out = new Packet().inPort(tunnelPort);
        CARRIED.stream().filter(left::has).forEach(field -> out.set(field, left.get(field)));
        return out;
    }

    private static IpAddress address(PortState port) {
        return port.ips().getFirst();
    }

    private static long number(MacAddress mac) {
        return mac.bits();
    }

    private static Bits bits(IpAddress address) {
        return Bits.of(address.bytes());
    }
}
