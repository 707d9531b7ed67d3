package dev.heddle.flow.interpret;

import dev.heddle.flow.Field;
import dev.heddle.flow.Layers;
import java.util.List;

/** VLAN tags and MPLS labels on and off a packet. At most two tags and three labels are kept, as Open vSwitch does. */
final class Labels {
    private static final int TAG = Places.word(Field.VLAN_TCI);
    private static final int PRESENT = 0x1000;
    private static final int[] STACK = {Places.word(Field.MPLS_LABEL), Places.SECOND_LABEL, Places.THIRD_LABEL};
    private static final long BOTTOM = 0x100;
    private static final int TTL = 64;

    /** What stands behind the Ethernet header and is hidden once there is a label. */
    private static final List<Field> BEHIND = List.of(
            Field.DP_HASH,
            Field.IPV4_SRC,
            Field.IPV4_DST,
            Field.CT_NW_SRC,
            Field.CT_NW_DST,
            Field.IPV6_SRC,
            Field.IPV6_DST,
            Field.CT_IPV6_SRC,
            Field.CT_IPV6_DST,
            Field.IPV6_LABEL,
            Field.IP_FRAG,
            Field.IP_DSCP,
            Field.IP_ECN,
            Field.IP_TTL,
            Field.IP_PROTO,
            Field.ND_TARGET,
            Field.ARP_SHA,
            Field.ARP_THA,
            Field.TCP_FLAGS,
            Field.TCP_SRC,
            Field.TCP_DST,
            Field.CT_TP_SRC,
            Field.CT_TP_DST,
            Field.ND_RESERVED);

    private Labels() {}

    static void pushTag(Packet packet) {
        packet.copyWord(TAG, Places.INNER_TAG);
        packet.word(TAG, PRESENT);
    }

    static void popTag(Packet packet) {
        if ((packet.word(TAG) & PRESENT) != 0) {
            packet.copyWord(Places.INNER_TAG, TAG);
            packet.word(Places.INNER_TAG, 0);
        }
    }

    static boolean isMpls(Packet packet) {
        return packet.etherType() == 0x8847 || packet.etherType() == 0x8848;
    }

    private static int count(Packet packet) {
        if (!isMpls(packet)) {
            return 0;
        }
        int count = 0;
        for (int i = 0; i < STACK.length; i++) {
            if ((packet.word(STACK[i]) & BOTTOM) != 0) {
                return i + 1;
            }
            count += packet.word(STACK[i]) != 0 ? 1 : 0;
        }
        return count;
    }

    /** False where there are too many labels already. */
    static boolean pushLabel(Packet packet, int etherType) {
        int count = count(packet);
        if (count >= STACK.length) {
            return false;
        }
        if (count > 0) {
            for (int i = count; i >= 1; i--) {
                packet.copyWord(STACK[i - 1], STACK[i]);
            }
            packet.set(Field.MPLS_BOS, 0);
        } else {
            first(packet);
        }
        packet.set(Field.ETH_TYPE, etherType);
        return true;
    }

    private static void first(Packet packet) {
        long label = packet.etherType() == Layers.IPV6 ? 2 : 0;
        long traffic = 0;
        long ttl = TTL;
        if (packet.isIp()) {
            traffic = packet.number(Field.IP_DSCP) & 7;
            ttl = packet.number(Field.IP_TTL) == 0 ? TTL : packet.number(Field.IP_TTL);
        }
        packet.inner(packet.copy());
        BEHIND.forEach(f -> packet.set(f, 0));
        packet.word(STACK[0], label << 12 | traffic << 9 | BOTTOM | ttl);
    }

    /**
     * What is under the last label is known where it was seen before the labels were pushed; else its fields are unknown.
     * False where there are more labels than are kept.
     */
    static boolean popLabel(Packet packet, int etherType) {
        int count = count(packet);
        if (count == 0) {
            return true;
        }
        if (count == STACK.length && (packet.word(STACK[count - 1]) & BOTTOM) == 0) {
            return false;
        }
        for (int i = 1; i < count; i++) {
            packet.copyWord(STACK[i], STACK[i - 1]);
        }
        packet.word(STACK[count - 1], 0);
        packet.set(Field.ETH_TYPE, etherType);
        if (!isMpls(packet)) {
            uncover(packet, etherType);
        }
        return true;
    }

    private static void uncover(Packet packet, int etherType) {
        Packet inner = packet.inner();
        for (Field field : BEHIND) {
            if (inner != null && inner.etherType() == etherType) {
                packet.set(field, inner.get(field), field.fullMask(), inner.unknown(field));
            } else {
                packet.forget(field);
            }
        }
        packet.inner(null);
    }
}
