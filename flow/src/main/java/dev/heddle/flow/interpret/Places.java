package dev.heddle.flow.interpret;

import dev.heddle.flow.Field;
import java.util.Arrays;
import java.util.List;

/**
 * Where a packet keeps its fields: words of 64 bits, of which several fields may share one as the protocols' headers do.
 * Fields of 128 bits take two words, the upper half first; registers wider than 32 bits are views of those; {@code
 * tun_metadata} is kept elsewhere.
 */
@SuppressWarnings("EnumOrdinal") // the index of a table
final class Places {
    private static final int NONE = -1;
    private static final int[] WORD = new int[Field.values().length];
    private static final int[] SHIFT = new int[Field.values().length];

    /** Fields of one word, each from bit 0 where {@link #SHIFT} says nothing else. */
    private static final List<List<Field>> SHARED = List.of(
            List.of(Field.IN_PORT_OXM, Field.IN_PORT),
            List.of(Field.VLAN_TCI, Field.VLAN_VID, Field.VLAN_PCP),
            List.of(Field.MPLS_LABEL, Field.MPLS_TC, Field.MPLS_BOS, Field.MPLS_TTL),
            List.of(Field.IP_TOS, Field.IP_DSCP, Field.IP_ECN),
            List.of(Field.IP_PROTO, Field.ARP_OP),
            List.of(Field.IPV4_SRC, Field.ARP_SPA),
            List.of(Field.IPV4_DST, Field.ARP_TPA),
            List.of(Field.ARP_SHA, Field.ND_SLL),
            List.of(Field.ARP_THA, Field.ND_TLL),
            List.of(Field.TCP_FLAGS, Field.ND_OPTIONS_TYPE),
            List.of(Field.TCP_SRC, Field.UDP_SRC, Field.SCTP_SRC, Field.ICMP_TYPE, Field.ICMPV6_TYPE),
            List.of(Field.TCP_DST, Field.UDP_DST, Field.SCTP_DST, Field.ICMP_CODE, Field.ICMPV6_CODE));

    /** The tag below the outer one. */
    static final int INNER_TAG;

    /** The labels below the outermost one, which is the word of {@link Field#MPLS_LABEL}. */
    static final int SECOND_LABEL;

    static final int THIRD_LABEL;

    /** The queue that set_queue chose, 0 for none. */
    static final int QUEUE;

    /** How many words a packet has. */
    static final int WORDS;

    static {
        Arrays.fill(WORD, NONE);
        int next = 0;
        for (Field field : Field.values()) {
            if (WORD[field.ordinal()] != NONE
                    || field.isTunnelMetadata()
                    || !field.parts().isEmpty()) {
                continue;
            }
            for (List<Field> group : SHARED) {
                if (group.contains(field)) {
                    for (Field member : group) {
                        WORD[member.ordinal()] = next;
                    }
                }
            }
            WORD[field.ordinal()] = next;
            next += field.bits() > Long.SIZE ? 2 : 1;
        }
        shift(Field.VLAN_PCP, 13);
        shift(Field.MPLS_LABEL, 12);
        shift(Field.MPLS_TC, 9);
        shift(Field.MPLS_BOS, 8);
        shift(Field.IP_DSCP, 2);
        INNER_TAG = next++;
        SECOND_LABEL = next++;
        THIRD_LABEL = next++;
        QUEUE = next++;
        WORDS = next;
    }

    private Places() {}

    private static void shift(Field field, int bits) {
        SHIFT[field.ordinal()] = bits;
    }

    /** The word of a field that is no view and no {@code tun_metadata}; of the upper half where it takes two. */
    static int word(Field field) {
        return WORD[field.ordinal()];
    }

    /** The field's lowest bit in its word. */
    static int shift(Field field) {
        return SHIFT[field.ordinal()];
    }

    static boolean isWide(Field field) {
        return field.bits() > Long.SIZE;
    }

    /** The bits that a field has in its word, at bit 0; all of them where it takes two words. */
    static long ones(Field field) {
        return switch (field) {
            case ARP_OP -> 0xff;
            case IP_TOS -> 0xfc;
            default -> isWide(field) ? -1 : -1L >>> (Long.SIZE - field.valueBits());
        };
    }
}
