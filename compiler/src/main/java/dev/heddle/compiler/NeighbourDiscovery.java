package dev.heddle.compiler;

/** ICMPv6 types of neighbour discovery (RFC 4861). */
final class NeighbourDiscovery {
    static final int SOLICITATION = 135;
    static final int ADVERTISEMENT = 136;

    private NeighbourDiscovery() {}
}
