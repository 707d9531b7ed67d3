package dev.heddle.compiler;

import static dev.heddle.flow.Field.ARP_OP;
import static dev.heddle.flow.Field.ARP_SHA;
import static dev.heddle.flow.Field.ARP_SPA;
import static dev.heddle.flow.Field.ARP_TPA;
import static dev.heddle.flow.Field.ETH_DST;
import static dev.heddle.flow.Field.ETH_SRC;
import static dev.heddle.flow.Field.ETH_TYPE;
import static dev.heddle.flow.Field.ICMPV6_TYPE;
import static dev.heddle.flow.Field.ICMP_TYPE;
import static dev.heddle.flow.Field.IPV4_SRC;
import static dev.heddle.flow.Field.IPV6_SRC;
import static dev.heddle.flow.Field.IP_FRAG;
import static dev.heddle.flow.Field.IP_PROTO;
import static dev.heddle.flow.Field.METADATA;
import static dev.heddle.flow.Field.ND_SLL;
import static dev.heddle.flow.Field.ND_TARGET;
import static dev.heddle.flow.Field.ND_TLL;
import static dev.heddle.flow.Field.REG0;
import static dev.heddle.flow.Field.REG1;
import static dev.heddle.flow.Field.REG2;
import static dev.heddle.flow.Field.TUN_DST;
import static dev.heddle.flow.Field.TUN_ID;
import static dev.heddle.flow.Field.TUN_IPV6_DST;
import static dev.heddle.flow.Field.TUN_IPV6_SRC;
import static dev.heddle.flow.Field.TUN_SRC;
import static dev.heddle.flow.Field.UDP_DST;
import static dev.heddle.flow.Field.UDP_SRC;
import static dev.heddle.flow.Field.VLAN_TCI;
import static dev.heddle.flow.Field.XXREG1;

import dev.heddle.flow.Action;
import dev.heddle.flow.Field;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.Table;
import java.util.List;
import java.util.Set;

/**
 * Every table, register and priority of the switch pipeline, in the order of a packet's way. docs/pipeline.md is made
 * from this file.
 */
public final class Pipeline {
    /** The slice of a packet, as its VNI; written at the entrance, matched first everywhere else. */
    public static final Field SLICE = METADATA;

    /** Why a packet goes to {@link #DROP}: {@link Reason#code()}. */
    public static final Field REASON = REG0;

    /** The endpoint (an uplink of a host) behind which the receiver is. */
    public static final Field ENDPOINT = REG1;

    /** The address that an ARP request asks for. */
    public static final Field TARGET_IPV4 = REG2;

    /** The address that a neighbour solicitation asks for. */
    public static final Field TARGET_IPV6 = XXREG1;

    /** The one flow-based VXLAN port. */
    public static final PortRef TUNNEL_PORT = new PortRef.Named("heddle-vx");

    /** For what must be seen before anything a port allows. */
    public static final int PRIORITY_GUARD = 300;

    /** For types of packet that get a way of their own. */
    public static final int PRIORITY_TYPE = 200;

    /** For an exception from {@link #PRIORITY_MATCH}. */
    public static final int PRIORITY_EXCEPT = 110;

    /** For what a port, slice or peer allows. */
    public static final int PRIORITY_MATCH = 100;

    /** For what is left. */
    public static final int PRIORITY_MISS = 0;

    private static final String NOWHERE = "dropped";

    public static final Table CLASSIFY = new Table(
            0,
            "classify",
            "Tells a local port by its ingress port and source MAC, a peer by its tunnel address.",
            Set.of(ETH_SRC, VLAN_TCI, TUN_SRC, TUN_IPV6_SRC),
            true,
            Set.of(METADATA, REG0, TUN_SRC, TUN_IPV6_SRC),
            Set.of(),
            Set.of(1, 10, 19),
            "counted as mac; as peer at the tunnel port");

    public static final Table TUNNEL = new Table(
            1,
            "tunnel",
            "Turns the VNI of a peer's packet into the slice.",
            Set.of(TUN_ID),
            false,
            Set.of(METADATA, REG0),
            Set.of(),
            Set.of(19, 30),
            "counted as vni");

    public static final Table TYPE = new Table(
            10,
            "type",
            "Parts IPv4, IPv6 and ARP.",
            Set.of(ETH_TYPE),
            false,
            Set.of(REG0),
            Set.of(),
            Set.of(11, 12, 13, 19),
            "counted as ethertype");

    public static final Table ARP = new Table(
            11,
            "arp",
            "Passes ARP with the port's own sender; a probe for an own address goes nowhere.",
            Set.of(ETH_TYPE, ARP_OP, ARP_SHA, ARP_SPA, ARP_TPA),
            true,
            Set.of(REG0),
            Set.of(),
            Set.of(19, 20),
            "counted as arp");

    public static final Table IPV4 = new Table(
            12,
            "ipv4",
            "Passes the port's own IPv4 sources, without what only routers and DHCP servers send.",
            Set.of(ETH_TYPE, IPV4_SRC, IP_PROTO, UDP_SRC, UDP_DST, ICMP_TYPE),
            true,
            Set.of(REG0),
            Set.of(),
            Set.of(19, 22),
            "counted as ipv4");

    public static final Table IPV6 = new Table(
            13,
            "ipv6",
            "Takes out what only routers and DHCP servers send, and header chains that do not end in the packet.",
            Set.of(ETH_TYPE, IP_PROTO, IP_FRAG, UDP_SRC, UDP_DST, ICMPV6_TYPE),
            false,
            Set.of(REG0),
            Set.of(),
            Set.of(14, 15, 19),
            "to ipv6-source");

    public static final Table ND = new Table(
            14,
            "nd",
            "Passes neighbour discovery that speaks for the port's own addresses and MAC only.",
            Set.of(ETH_TYPE, IP_PROTO, IP_FRAG, ICMPV6_TYPE, IPV6_SRC, ND_TARGET, ND_SLL, ND_TLL),
            true,
            Set.of(REG0),
            Set.of(),
            Set.of(15, 19),
            "counted as nd");

    public static final Table IPV6_SOURCE = new Table(
            15,
            "ipv6-source",
            "Passes the port's own IPv6 sources, its link-local address among them.",
            Set.of(ETH_TYPE, IPV6_SRC),
            true,
            Set.of(REG0),
            Set.of(),
            Set.of(19, 20),
            "counted as ipv6");

    public static final Table DROP = new Table(
            19,
            "drop",
            "Counts what was refused: one flow a port and reason.",
            Set.of(REG0),
            true,
            Set.of(),
            Set.of(),
            Set.of(),
            NOWHERE);

    public static final Table STEER = new Table(
            20,
            "steer",
            "Moves the address that is asked for into a register, so that the question goes to its owner as unicast.",
            Set.of(ETH_TYPE, ETH_DST, IP_PROTO, ICMPV6_TYPE, ND_TARGET),
            false,
            Set.of(REG2, XXREG1, ETH_DST),
            Set.of(),
            Set.of(21, 22),
            "to mac");

    public static final Table ADDRESS = new Table(
            21,
            "address",
            "Owner of an address: its MAC becomes the destination.",
            Set.of(METADATA, REG2, XXREG1),
            false,
            Set.of(ETH_DST),
            Set.of(),
            Set.of(22),
            NOWHERE);

    public static final Table MAC = new Table(
            22,
            "mac",
            "Place of a MAC: the endpoint behind which it is; multicast goes to every host with members.",
            Set.of(METADATA, ETH_DST),
            false,
            Set.of(REG1),
            Set.of(Action.Group.class),
            Set.of(23),
            NOWHERE);

    public static final Table PEER = new Table(
            23,
            "peer",
            "Sends to the endpoint's host through the tunnel, or stays here.",
            Set.of(REG1),
            false,
            Set.of(TUN_ID, TUN_DST, TUN_IPV6_DST),
            Set.of(Action.Output.class),
            Set.of(30),
            NOWHERE);

    public static final Table LOCAL = new Table(
            30,
            "local",
            "Delivers to the slice's ports on this host.",
            Set.of(METADATA, ETH_DST),
            false,
            Set.of(),
            Set.of(Action.Output.class),
            Set.of(),
            NOWHERE);

    /** All tables in the order of their ids. */
    public static final List<Table> TABLES =
            List.of(CLASSIFY, TUNNEL, TYPE, ARP, IPV4, IPV6, ND, IPV6_SOURCE, DROP, STEER, ADDRESS, MAC, PEER, LOCAL);

    private Pipeline() {}
}
