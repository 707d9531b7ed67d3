package dev.heddle.flow;

/** What a packet must be for a field to exist in it (ovs-fields(7), "Prerequisites"). */
public enum Prerequisite {
    NOTHING("nothing"),
    ETHERNET("an Ethernet packet (packet_type=(0,0))"),
    VLAN("a VLAN tag (dl_vlan, or vlan_tci with the present bit)"),
    MPLS("mpls or mplsm"),
    IPV4("ip"),
    IPV6("ipv6"),
    /** IPv4 or IPv6. */
    IP("ip or ipv6"),
    ARP("arp or rarp"),
    /** Not of a later fragment, as all below that are of a transport protocol. */
    TCP("tcp or tcp6"),
    UDP("udp or udp6"),
    SCTP("sctp or sctp6"),
    ICMP("icmp"),
    ICMPV6("icmp6"),
    /** Neighbour solicitation or advertisement. */
    ND("icmp6,icmp_type=135 or 136"),
    ND_SOLICIT("icmp6,icmp_type=135"),
    ND_ADVERT("icmp6,icmp_type=136"),
    NSH("dl_type=0x894f"),
    /** Tracked, with an IPv4 or IPv6 original tuple. */
    CT("ct_state with +new, +est, +rel, +rpl, +snat, +dnat or +trk-inv");

    private final String words;

    Prerequisite(String words) {
        this.words = words;
    }

    /** What is needed, as a match says it. */
    public String words() {
        return words;
    }

    public boolean met(Layers packet) {
        return switch (this) {
            case NOTHING -> true;
            case ETHERNET -> packet.packetType() == Layers.ETHERNET;
            case VLAN -> packet.packetType() == Layers.ETHERNET && packet.vlan();
            case MPLS -> packet.is(0x8847) || packet.is(0x8848);
            case IPV4 -> packet.is(Layers.IPV4);
            case IPV6 -> packet.is(Layers.IPV6);
            case IP -> packet.isIp();
            case ARP -> packet.is(0x806) || packet.is(0x8035);
            case TCP -> packet.carries(6);
            case UDP -> packet.carries(17);
            case SCTP -> packet.carries(132);
            case ICMP -> packet.is(Layers.IPV4) && packet.protocol() == 1;
            case ICMPV6 -> packet.is(Layers.IPV6) && packet.protocol() == 58;
            case ND -> ND_SOLICIT.met(packet) || ND_ADVERT.met(packet);
            case ND_SOLICIT -> ICMPV6.met(packet) && packet.icmpType() == 135 && packet.icmpCode() == 0;
            case ND_ADVERT -> ICMPV6.met(packet) && packet.icmpType() == 136 && packet.icmpCode() == 0;
            case NSH -> packet.is(0x894f);
            case CT -> packet.tracked();
        };
    }
}
