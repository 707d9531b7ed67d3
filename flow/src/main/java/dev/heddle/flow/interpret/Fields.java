package dev.heddle.flow.interpret;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Layers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Actions that only change fields of a packet, and those that change nothing. */
final class Fields {
    private static final int CT_VALID = 0b1011;
    private static final int TAG_PRESENT = 0x1000;

    /** What is told of a tracked packet. */
    private static final List<Field> TRACKING = List.of(
            Field.CT_STATE,
            Field.CT_ZONE,
            Field.CT_MARK,
            Field.CT_LABEL,
            Field.CT_NW_PROTO,
            Field.CT_NW_SRC,
            Field.CT_NW_DST,
            Field.CT_IPV6_SRC,
            Field.CT_IPV6_DST,
            Field.CT_TP_SRC,
            Field.CT_TP_DST);

    private Fields() {}

    /** Executes the action; returns why its effect is not known, or null. */
    static @Nullable String apply(Action action, Packet packet) {
        switch (action) {
            case Action.SetField a -> {
                if (isUnsure(a.field(), packet)) {
                    return unsure(a.field());
                }
                if (packet.has(a.field())) {
                    packet.set(a.field(), a.value(), a.mask());
                }
            }
            case Action.Move a -> {
                if (isUnsure(a.from().field(), packet)) {
                    return unsure(a.from().field());
                }
                if (isUnsure(a.to().field(), packet)) {
                    return unsure(a.to().field());
                }
                if (packet.has(a.from().field()) && packet.has(a.to().field())) {
                    packet.write(a.to(), packet.read(a.from()));
                }
            }
            case Action.SetTransportSource a -> transport(packet, Field.TCP_SRC, a.port());
            case Action.SetTransportTarget a -> transport(packet, Field.TCP_DST, a.port());
            case Action.SetTtl a -> {
                if (packet.isIp()) {
                    packet.set(Field.IP_TTL, a.ttl());
                }
            }
            case Action.SetMplsTtl a -> {
                if (Labels.isMpls(packet)) {
                    packet.set(Field.MPLS_TTL, a.ttl());
                }
            }
            case Action.PushVlan _ -> Labels.pushTag(packet);
            case Action.PopVlan _ -> Labels.popTag(packet);
            case Action.DeleteField a -> packet.removeOption(a.field());
            case Action.SetQueue a -> packet.queue(a.queue());
            case Action.PopQueue _ -> packet.queue(0);
            case Action.CtClear _ -> untrack(packet);
            default -> {}
        }
        return null;
    }

    private static void transport(Packet packet, Field field, int port) {
        if (packet.isIp() && (packet.number(Field.IP_FRAG) & 2) == 0) {
            packet.set(field, port);
        }
    }

    /** Forgets what a connection tracker said. */
    static void untrack(Packet packet) {
        TRACKING.forEach(f -> packet.set(f, Bits.ZERO));
    }

    /** Exchanges source and destination with the original tuple of the connection. */
    static void exchangeTuple(Packet packet) {
        boolean ipv4 = packet.etherType() == Layers.IPV4;
        exchange(packet, ipv4 ? Field.IPV4_SRC : Field.IPV6_SRC, ipv4 ? Field.CT_NW_SRC : Field.CT_IPV6_SRC);
        exchange(packet, ipv4 ? Field.IPV4_DST : Field.IPV6_DST, ipv4 ? Field.CT_NW_DST : Field.CT_IPV6_DST);
        exchange(packet, Field.IP_PROTO, Field.CT_NW_PROTO);
        exchange(packet, Field.TCP_SRC, Field.CT_TP_SRC);
        exchange(packet, Field.TCP_DST, Field.CT_TP_DST);
    }

    private static void exchange(Packet packet, Field a, Field b) {
        Bits value = packet.get(a);
        Bits unknown = packet.unknown(a);
        packet.set(a, packet.get(b), a.fullMask(), packet.unknown(b));
        packet.set(b, value, b.fullMask(), unknown);
    }

    private static String unsure(Field field) {
        return "it is not known whether the packet has " + field.text();
    }

    private static boolean isUnsure(Field field, Packet packet) {
        if (packet.isKnown()) {
            return false;
        }
        return switch (field.prerequisite()) {
            case NOTHING, ETHERNET, MPLS, IPV4, IPV6, IP, ARP, NSH -> false;
            case VLAN -> (packet.unknown(Field.VLAN_TCI).lo() & TAG_PRESENT) != 0;
            case TCP, UDP, SCTP -> isUnknown(packet, Field.IP_PROTO) || isUnknown(packet, Field.IP_FRAG);
            case ICMP, ICMPV6 -> isUnknown(packet, Field.IP_PROTO);
            case ND, ND_SOLICIT, ND_ADVERT ->
                isUnknown(packet, Field.IP_PROTO)
                        || isUnknown(packet, Field.ICMP_TYPE)
                        || isUnknown(packet, Field.ICMP_CODE);
            case CT -> (packet.unknown(Field.CT_STATE).lo() & CT_VALID) != 0;
        };
    }

    private static boolean isUnknown(Packet packet, Field field) {
        return !packet.unknown(field).isZero();
    }
}
