package dev.heddle.flow;

import static dev.heddle.flow.Field.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The order in which Open vSwitch sends the terms of a match; prerequisites come before what needs them. */
@SuppressWarnings("EnumOrdinal") // the index of a table
final class WireOrder {
    private static final List<Field> FIRST = List.of(
            PACKET_TYPE,
            DP_HASH,
            RECIRC_ID,
            CONJ_ID,
            IN_PORT_OXM,
            ACTSET_OUTPUT,
            ETH_SRC,
            ETH_DST,
            ETH_TYPE,
            VLAN_TCI,
            MPLS_TC,
            MPLS_BOS,
            MPLS_TTL,
            MPLS_LABEL,
            IPV4_SRC,
            IPV4_DST,
            IPV6_SRC,
            IPV6_DST,
            IP_FRAG,
            IP_DSCP,
            IP_ECN,
            IP_TTL,
            IPV6_LABEL,
            IP_PROTO,
            TCP_SRC,
            TCP_DST,
            TCP_FLAGS,
            UDP_SRC,
            UDP_DST,
            SCTP_SRC,
            SCTP_DST,
            ICMP_TYPE,
            ICMP_CODE,
            ICMPV6_TYPE,
            ICMPV6_CODE,
            ND_RESERVED,
            ND_TARGET,
            ND_OPTIONS_TYPE,
            ND_SLL,
            ND_TLL,
            ARP_OP,
            ARP_SPA,
            ARP_TPA,
            ARP_SHA,
            ARP_THA,
            TUN_ID,
            TUN_FLAGS,
            TUN_SRC,
            TUN_DST,
            TUN_IPV6_SRC,
            TUN_IPV6_DST,
            TUN_GBP_ID,
            TUN_GBP_FLAGS);
    private static final List<Field> AFTER_METADATA = List.of(
            TUN_ERSPAN_IDX,
            TUN_ERSPAN_VER,
            TUN_ERSPAN_DIR,
            TUN_ERSPAN_HWID,
            TUN_GTPU_FLAGS,
            TUN_GTPU_MSGTYPE,
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
            PKT_MARK,
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
            METADATA);
    private static final int[] RANKS = new int[Field.values().length];

    static {
        List<Field> order = new ArrayList<>(FIRST);
        for (Field field : Field.values()) {
            if (field.isTunnelMetadata()) {
                order.add(field);
            }
        }
        order.addAll(AFTER_METADATA);
        Arrays.fill(RANKS, order.size());
        for (int i = 0; i < order.size(); i++) {
            RANKS[order.get(i).ordinal()] = i;
        }
    }

    private WireOrder() {}

    static int of(Field field) {
        return RANKS[field.ordinal()];
    }
}
