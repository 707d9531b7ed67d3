package dev.heddle.flow;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the packets of a flow from its match, and from the actions before another one: enough to say whether a
 * field exists in them.
 *
 * @param packetType namespace in the upper 16 bits, type in the lower
 * @param etherType of an Ethernet packet, 0 where it is not known
 * @param vlan whether there is a VLAN tag for certain
 * @param protocol of IPv4 or IPv6, 0 where it is not known
 * @param laterFragment whether it is a later fragment for certain
 * @param icmpType of ICMP or ICMPv6, as {@code icmpCode} 0 where it is not known
 * @param tracked whether there is an original tuple of connection tracking
 */
public record Layers(
        int packetType,
        int etherType,
        boolean vlan,
        int protocol,
        boolean laterFragment,
        int icmpType,
        int icmpCode,
        boolean tracked) {
    public static final int ETHERNET = 0;
    public static final int IPV4 = 0x800;
    public static final int IPV6 = 0x86dd;

    /** Nothing but that it is Ethernet. */
    public static final Layers ANY = new Layers(ETHERNET, 0, false, 0, false, 0, 0, false);

    private static final int PRESENT = 0x1000;

    /** Packet types whose type is an Ethernet type. */
    private static final int ETHERTYPE_NAMESPACE = 1;

    public static Layers of(Match match) {
        Layers layers = ANY;
        for (Match.Term term : match.terms()) {
            layers = layers.with(term);
        }
        return layers;
    }

    /** With what a term says. */
    public Layers with(Match.Term term) {
        long value = term.value().lo();
        return switch (term.field()) {
            case PACKET_TYPE -> withPacketType((int) value);
            case ETH_TYPE -> withEtherType((int) value);
            case VLAN_TCI, VLAN_VID -> (value & PRESENT) != 0 ? withVlan(true) : this;
            case VLAN_PCP -> withVlan(true);
            case IP_PROTO -> withProtocol((int) value);
            case IP_FRAG ->
                new Layers(packetType, etherType, vlan, protocol, (value & 2) != 0, icmpType, icmpCode, tracked);
            case ICMP_TYPE, ICMPV6_TYPE ->
                new Layers(packetType, etherType, vlan, protocol, laterFragment, (int) value, icmpCode, tracked);
            case ICMP_CODE, ICMPV6_CODE ->
                new Layers(packetType, etherType, vlan, protocol, laterFragment, icmpType, (int) value, tracked);
            case CT_STATE -> withTracking(tuple(value, term.mask().lo()));
            default -> this;
        };
    }

    private static boolean tuple(long state, long mask) {
        return (state & 0xcf) != 0 || ((state & 0x20) != 0 && (mask & 0x10) != 0 && (state & 0x10) == 0);
    }

    public Layers withPacketType(int type) {
        return new Layers(type, etherType, vlan, protocol, laterFragment, icmpType, icmpCode, tracked);
    }

    public Layers withEtherType(int type) {
        return new Layers(packetType, type, vlan, protocol, laterFragment, icmpType, icmpCode, tracked);
    }

    public Layers withVlan(boolean tagged) {
        return new Layers(packetType, etherType, tagged, protocol, laterFragment, icmpType, icmpCode, tracked);
    }

    public Layers withProtocol(int number) {
        return new Layers(packetType, etherType, vlan, number, laterFragment, icmpType, icmpCode, tracked);
    }

    private Layers withTracking(boolean tuple) {
        return new Layers(packetType, etherType, vlan, protocol, laterFragment, icmpType, icmpCode, tuple);
    }

    /** The Ethernet type of what is outermost, 0 where it is not known. */
    public int outerType() {
        return packetType == ETHERNET ? etherType : packetType >>> 16 == ETHERTYPE_NAMESPACE ? packetType & 0xffff : 0;
    }

    public boolean is(int type) {
        return outerType() == type;
    }

    public boolean isIp() {
        return is(IPV4) || is(IPV6);
    }

    /** Whether the packet has the header of this transport protocol. */
    boolean carries(int number) {
        return isIp() && protocol == number && !laterFragment;
    }

    /** What the packets lack for this field to exist in them, {@code "tcp_dst needs tcp or tcp6"}; null for nothing. */
    public @Nullable String missing(Field field) {
        Prerequisite prerequisite = field.prerequisite();
        return prerequisite.met(this) ? null : field.text() + " needs " + prerequisite.words();
    }
}
