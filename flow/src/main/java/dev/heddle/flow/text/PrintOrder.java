package dev.heddle.flow.text;

import static dev.heddle.flow.Field.*;

import dev.heddle.flow.Field;
import dev.heddle.flow.FieldOrder;
import dev.heddle.flow.Match.Term;
import java.util.List;

/** In which order, and under which names, ovs-ofctl prints the fields of a match. */
@SuppressWarnings("EnumOrdinal") // the index of a table
final class PrintOrder {
    private static final List<Field> BEFORE_METADATA = List.of(
            PKT_MARK,
            RECIRC_ID,
            DP_HASH,
            CONJ_ID,
            ACTSET_OUTPUT,
            CT_STATE,
            CT_ZONE,
            CT_MARK,
            CT_LABEL,
            CT_NW_SRC,
            CT_IPV6_SRC,
            CT_NW_DST,
            CT_IPV6_DST,
            CT_NW_PROTO,
            CT_TP_SRC,
            CT_TP_DST,
            PACKET_TYPE,
            REG0,
            REG1,
            REG2,
            REG3,
            REG4,
            REG5,
            REG6,
            REG7,
            REG8,
            REG9,
            REG10,
            REG11,
            REG12,
            REG13,
            REG14,
            REG15,
            TUN_ID,
            TUN_SRC,
            TUN_DST,
            TUN_IPV6_SRC,
            TUN_IPV6_DST,
            TUN_GBP_ID,
            TUN_GBP_FLAGS,
            TUN_ERSPAN_VER,
            TUN_ERSPAN_IDX,
            TUN_ERSPAN_DIR,
            TUN_ERSPAN_HWID,
            TUN_GTPU_FLAGS,
            TUN_GTPU_MSGTYPE,
            TUN_FLAGS);
    private static final List<Field> AFTER_METADATA = List.of(
            METADATA,
            VLAN_TCI,
            ETH_SRC,
            ETH_DST,
            ETH_TYPE,
            IPV6_SRC,
            IPV6_DST,
            IPV6_LABEL,
            ARP_SPA,
            ARP_TPA,
            NSH_FLAGS,
            NSH_TTL,
            NSH_MDTYPE,
            NSH_NP,
            NSH_SPI,
            NSH_SI,
            NSH_C1,
            NSH_C2,
            NSH_C3,
            NSH_C4,
            IPV4_SRC,
            IPV4_DST,
            IP_PROTO,
            ARP_OP,
            ARP_SHA,
            ARP_THA,
            IP_DSCP,
            IP_ECN,
            IP_TTL,
            MPLS_LABEL,
            MPLS_TC,
            MPLS_TTL,
            MPLS_BOS,
            IP_FRAG,
            ICMP_TYPE,
            ICMP_CODE,
            ICMPV6_TYPE,
            ICMPV6_CODE,
            ND_TARGET,
            ND_SLL,
            ND_TLL,
            ND_RESERVED,
            ND_OPTIONS_TYPE,
            TCP_SRC,
            UDP_SRC,
            SCTP_SRC,
            TCP_DST,
            UDP_DST,
            SCTP_DST,
            TCP_FLAGS);

    private static final FieldOrder ORDER = new FieldOrder(BEFORE_METADATA, AFTER_METADATA);
    private static final String[] KEYS = new String[Field.values().length];

    static {
        for (Field field : Field.values()) {
            key(field, field.text());
        }
        key(ETH_SRC, "dl_src");
        key(ETH_DST, "dl_dst");
        key(IPV4_SRC, "nw_src");
        key(IPV4_DST, "nw_dst");
        key(IP_FRAG, "nw_frag");
        key(ICMPV6_TYPE, "icmp_type");
        key(ICMPV6_CODE, "icmp_code");
        key(TUN_GTPU_FLAGS, "gtpu_flags");
        key(TUN_GTPU_MSGTYPE, "gtpu_msgtype");
        List.of(TCP_SRC, UDP_SRC, SCTP_SRC).forEach(f -> key(f, "tp_src"));
        List.of(TCP_DST, UDP_DST, SCTP_DST).forEach(f -> key(f, "tp_dst"));
    }

    private static final int TYPE = rank(REG0);
    private static final int PORT = rank(VLAN_TCI);

    private PrintOrder() {}

    private static void key(Field field, String key) {
        KEYS[field.ordinal()] = key;
    }

    private static int rank(Field field) {
        return ORDER.rank(field);
    }

    /** What is printed before the word for the Ethernet type. */
    static boolean beforeType(Field field) {
        return rank(field) < TYPE;
    }

    /** What is printed before the ingress port. */
    static boolean beforePort(Field field) {
        return rank(field) < PORT;
    }

    /** The name under which the field is printed. */
    static String key(Field field) {
        return KEYS[field.ordinal()];
    }

    static Term[] sorted(List<Term> terms) {
        Term[] out = new Term[terms.size()];
        for (int i = 0; i < out.length; i++) {
            Term term = terms.get(i);
            int rank = rank(term.field());
            int at = i;
            while (at > 0 && rank(out[at - 1].field()) > rank) {
                out[at] = out[at - 1];
                at--;
            }
            out[at] = term;
        }
        return out;
    }
}
