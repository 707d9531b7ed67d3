package dev.heddle.flow;

/** What a packet must be for a field to exist in it (ovs-fields(7), "Prerequisites"). */
public enum Prerequisite {
    NOTHING,
    ETHERNET,
    VLAN,
    MPLS,
    IPV4,
    IPV6,
    /** IPv4 or IPv6. */
    IP,
    ARP,
    TCP,
    UDP,
    SCTP,
    ICMP,
    ICMPV6,
    /** Neighbour solicitation or advertisement. */
    ND,
    ND_SOLICIT,
    ND_ADVERT,
    NSH,
    /** Tracked, with an IPv4 or IPv6 original tuple. */
    CT
}
