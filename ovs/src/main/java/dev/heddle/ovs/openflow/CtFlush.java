package dev.heddle.ovs.openflow;

import dev.heddle.flow.Bits;
import org.jspecify.annotations.Nullable;

/**
 * NXT_CT_FLUSH: forgets the connections that match; null and 0 match any. Open vSwitch has it since version 3.1.
 *
 * @param protocol of IP
 * @param zone or null for every zone; with a whole {@code original} Open vSwitch 3.1 takes null for zone 0
 * @param original of the direction in which the connection was opened
 * @param reply of the other direction
 */
public record CtFlush(
        int protocol,
        @Nullable Integer zone,
        @Nullable Tuple original,
        @Nullable Tuple reply) implements OfMessage {
    /**
     * One direction of a connection.
     *
     * @param source IPv6, or IPv4 mapped into it (::ffff:a.b.c.d), as {@code destination}
     * @param sourcePort 16 bits, as {@code destinationPort}
     * @param icmp instead of ports
     */
    public record Tuple(
            @Nullable Bits source,
            @Nullable Bits destination,
            @Nullable Integer sourcePort,
            @Nullable Integer destinationPort,
            @Nullable Icmp icmp) {}

    /**
     * Identifier, type and code. The process of Open vSwitch 3.1 aborts where its userspace datapath is asked for a type that
     * has no answer of ICMP: give 0, 8 or 13 to 16, and no tuple of ICMPv6.
     */
    public record Icmp(int id, int type, int code) {}

    /** Every connection of every zone. */
    public static final CtFlush ALL = new CtFlush(0, null, null, null);
}
