package dev.heddle.flow;

import static dev.heddle.flow.Field.Access.RO;
import static dev.heddle.flow.Field.Access.RW;
import static dev.heddle.flow.Field.Format.DECIMAL;
import static dev.heddle.flow.Field.Format.HEX;
import static dev.heddle.flow.Field.Format.IPV4;
import static dev.heddle.flow.Field.Format.IPV6;
import static dev.heddle.flow.Field.Format.MAC;
import static dev.heddle.flow.Field.Format.PORT;
import static dev.heddle.flow.Field.Masks.EXACT;
import static dev.heddle.flow.Field.Masks.MASKED;
import static dev.heddle.flow.FieldId.ericsson;
import static dev.heddle.flow.FieldId.nicira;
import static dev.heddle.flow.FieldId.nsh;
import static dev.heddle.flow.FieldId.nx;
import static dev.heddle.flow.FieldId.nxm;
import static dev.heddle.flow.FieldId.onf;
import static dev.heddle.flow.FieldId.oxm;
import static dev.heddle.flow.FieldId.packetRegister;
import static dev.heddle.flow.Prerequisite.NOTHING;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A field that flows match or actions change: every field of Open vSwitch 3.1 that has a name on the wire
 * (ovs-fields(7)).
 *
 * <p>The order of the constants is that of ovs-fields(7), in which Open vSwitch sends and prints lists of fields. Some
 * fields are views of others: a {@link Match} keeps registers as the 32-bit ones, the VLAN tag as {@link #VLAN_TCI} and
 * the DSCP as {@link #IP_DSCP}.
 */
public enum Field {
    DP_HASH("dp_hash", 32, HEX, MASKED, NOTHING, RO, nx(35, "DP_HASH"), nicira(0, "DP_HASH")),
    RECIRC_ID("recirc_id", 32, DECIMAL, EXACT, NOTHING, RO, nx(36, "RECIRC_ID")),
    PACKET_TYPE("packet_type", 32, Format.PACKET_TYPE, EXACT, NOTHING, RO, oxm(44, "PACKET_TYPE")),
    CONJ_ID("conj_id", 32, DECIMAL, EXACT, NOTHING, RO, nx(37, "CONJ_ID")),
    TUN_ID("tun_id|tunnel_id", 64, HEX, MASKED, NOTHING, RW, oxm(38, "TUNNEL_ID"), nx(16, "TUN_ID")),
    TUN_SRC("tun_src", 32, IPV4, MASKED, NOTHING, RW, nx(31, "TUN_IPV4_SRC")),
    TUN_DST("tun_dst", 32, IPV4, MASKED, NOTHING, RW, nx(32, "TUN_IPV4_DST")),
    TUN_IPV6_SRC("tun_ipv6_src", 128, IPV6, MASKED, NOTHING, RW, nx(109, "TUN_IPV6_SRC")),
    TUN_IPV6_DST("tun_ipv6_dst", 128, IPV6, MASKED, NOTHING, RW, nx(110, "TUN_IPV6_DST")),
    TUN_FLAGS("tun_flags", 1, 16, Format.TUNNEL_FLAGS, MASKED, NOTHING, RW, nx(104, "TUN_FLAGS")),
    TUN_GBP_ID("tun_gbp_id", 16, DECIMAL, MASKED, NOTHING, RW, nx(38, "TUN_GBP_ID")),
    TUN_GBP_FLAGS("tun_gbp_flags", 8, HEX, MASKED, NOTHING, RW, nx(39, "TUN_GBP_FLAGS")),
    TUN_ERSPAN_IDX("tun_erspan_idx", 20, 32, HEX, MASKED, NOTHING, RW, nicira(11, "ERSPAN_IDX")),
    TUN_ERSPAN_VER("tun_erspan_ver", 4, 8, DECIMAL, MASKED, NOTHING, RW, nicira(12, "ERSPAN_VER")),
    TUN_ERSPAN_DIR("tun_erspan_dir", 1, 8, DECIMAL, MASKED, NOTHING, RW, nicira(13, "ERSPAN_DIR")),
    TUN_ERSPAN_HWID("tun_erspan_hwid", 6, 8, HEX, MASKED, NOTHING, RW, nicira(14, "ERSPAN_HWID")),
    TUN_GTPU_FLAGS("tun_gtpu_flags", 8, HEX, MASKED, NOTHING, RO, nicira(15, "GTPU_FLAGS")),
    TUN_GTPU_MSGTYPE("tun_gtpu_msgtype", 8, DECIMAL, MASKED, NOTHING, RO, nicira(16, "GTPU_MSGTYPE")),
    TUN_METADATA0("tun_metadata0", 992, HEX, MASKED, NOTHING, RW, nx(40, "TUN_METADATA0")),
    TUN_METADATA1("tun_metadata1", 992, HEX, MASKED, NOTHING, RW, nx(41, "TUN_METADATA1")),
    TUN_METADATA2("tun_metadata2", 992, HEX, MASKED, NOTHING, RW, nx(42, "TUN_METADATA2")),
    TUN_METADATA3("tun_metadata3", 992, HEX, MASKED, NOTHING, RW, nx(43, "TUN_METADATA3")),
    TUN_METADATA4("tun_metadata4", 992, HEX, MASKED, NOTHING, RW, nx(44, "TUN_METADATA4")),
    TUN_METADATA5("tun_metadata5", 992, HEX, MASKED, NOTHING, RW, nx(45, "TUN_METADATA5")),
    TUN_METADATA6("tun_metadata6", 992, HEX, MASKED, NOTHING, RW, nx(46, "TUN_METADATA6")),
    TUN_METADATA7("tun_metadata7", 992, HEX, MASKED, NOTHING, RW, nx(47, "TUN_METADATA7")),
    TUN_METADATA8("tun_metadata8", 992, HEX, MASKED, NOTHING, RW, nx(48, "TUN_METADATA8")),
    TUN_METADATA9("tun_metadata9", 992, HEX, MASKED, NOTHING, RW, nx(49, "TUN_METADATA9")),
    TUN_METADATA10("tun_metadata10", 992, HEX, MASKED, NOTHING, RW, nx(50, "TUN_METADATA10")),
    TUN_METADATA11("tun_metadata11", 992, HEX, MASKED, NOTHING, RW, nx(51, "TUN_METADATA11")),
    TUN_METADATA12("tun_metadata12", 992, HEX, MASKED, NOTHING, RW, nx(52, "TUN_METADATA12")),
    TUN_METADATA13("tun_metadata13", 992, HEX, MASKED, NOTHING, RW, nx(53, "TUN_METADATA13")),
    TUN_METADATA14("tun_metadata14", 992, HEX, MASKED, NOTHING, RW, nx(54, "TUN_METADATA14")),
    TUN_METADATA15("tun_metadata15", 992, HEX, MASKED, NOTHING, RW, nx(55, "TUN_METADATA15")),
    TUN_METADATA16("tun_metadata16", 992, HEX, MASKED, NOTHING, RW, nx(56, "TUN_METADATA16")),
    TUN_METADATA17("tun_metadata17", 992, HEX, MASKED, NOTHING, RW, nx(57, "TUN_METADATA17")),
    TUN_METADATA18("tun_metadata18", 992, HEX, MASKED, NOTHING, RW, nx(58, "TUN_METADATA18")),
    TUN_METADATA19("tun_metadata19", 992, HEX, MASKED, NOTHING, RW, nx(59, "TUN_METADATA19")),
    TUN_METADATA20("tun_metadata20", 992, HEX, MASKED, NOTHING, RW, nx(60, "TUN_METADATA20")),
    TUN_METADATA21("tun_metadata21", 992, HEX, MASKED, NOTHING, RW, nx(61, "TUN_METADATA21")),
    TUN_METADATA22("tun_metadata22", 992, HEX, MASKED, NOTHING, RW, nx(62, "TUN_METADATA22")),
    TUN_METADATA23("tun_metadata23", 992, HEX, MASKED, NOTHING, RW, nx(63, "TUN_METADATA23")),
    TUN_METADATA24("tun_metadata24", 992, HEX, MASKED, NOTHING, RW, nx(64, "TUN_METADATA24")),
    TUN_METADATA25("tun_metadata25", 992, HEX, MASKED, NOTHING, RW, nx(65, "TUN_METADATA25")),
    TUN_METADATA26("tun_metadata26", 992, HEX, MASKED, NOTHING, RW, nx(66, "TUN_METADATA26")),
    TUN_METADATA27("tun_metadata27", 992, HEX, MASKED, NOTHING, RW, nx(67, "TUN_METADATA27")),
    TUN_METADATA28("tun_metadata28", 992, HEX, MASKED, NOTHING, RW, nx(68, "TUN_METADATA28")),
    TUN_METADATA29("tun_metadata29", 992, HEX, MASKED, NOTHING, RW, nx(69, "TUN_METADATA29")),
    TUN_METADATA30("tun_metadata30", 992, HEX, MASKED, NOTHING, RW, nx(70, "TUN_METADATA30")),
    TUN_METADATA31("tun_metadata31", 992, HEX, MASKED, NOTHING, RW, nx(71, "TUN_METADATA31")),
    TUN_METADATA32("tun_metadata32", 992, HEX, MASKED, NOTHING, RW, nx(72, "TUN_METADATA32")),
    TUN_METADATA33("tun_metadata33", 992, HEX, MASKED, NOTHING, RW, nx(73, "TUN_METADATA33")),
    TUN_METADATA34("tun_metadata34", 992, HEX, MASKED, NOTHING, RW, nx(74, "TUN_METADATA34")),
    TUN_METADATA35("tun_metadata35", 992, HEX, MASKED, NOTHING, RW, nx(75, "TUN_METADATA35")),
    TUN_METADATA36("tun_metadata36", 992, HEX, MASKED, NOTHING, RW, nx(76, "TUN_METADATA36")),
    TUN_METADATA37("tun_metadata37", 992, HEX, MASKED, NOTHING, RW, nx(77, "TUN_METADATA37")),
    TUN_METADATA38("tun_metadata38", 992, HEX, MASKED, NOTHING, RW, nx(78, "TUN_METADATA38")),
    TUN_METADATA39("tun_metadata39", 992, HEX, MASKED, NOTHING, RW, nx(79, "TUN_METADATA39")),
    TUN_METADATA40("tun_metadata40", 992, HEX, MASKED, NOTHING, RW, nx(80, "TUN_METADATA40")),
    TUN_METADATA41("tun_metadata41", 992, HEX, MASKED, NOTHING, RW, nx(81, "TUN_METADATA41")),
    TUN_METADATA42("tun_metadata42", 992, HEX, MASKED, NOTHING, RW, nx(82, "TUN_METADATA42")),
    TUN_METADATA43("tun_metadata43", 992, HEX, MASKED, NOTHING, RW, nx(83, "TUN_METADATA43")),
    TUN_METADATA44("tun_metadata44", 992, HEX, MASKED, NOTHING, RW, nx(84, "TUN_METADATA44")),
    TUN_METADATA45("tun_metadata45", 992, HEX, MASKED, NOTHING, RW, nx(85, "TUN_METADATA45")),
    TUN_METADATA46("tun_metadata46", 992, HEX, MASKED, NOTHING, RW, nx(86, "TUN_METADATA46")),
    TUN_METADATA47("tun_metadata47", 992, HEX, MASKED, NOTHING, RW, nx(87, "TUN_METADATA47")),
    TUN_METADATA48("tun_metadata48", 992, HEX, MASKED, NOTHING, RW, nx(88, "TUN_METADATA48")),
    TUN_METADATA49("tun_metadata49", 992, HEX, MASKED, NOTHING, RW, nx(89, "TUN_METADATA49")),
    TUN_METADATA50("tun_metadata50", 992, HEX, MASKED, NOTHING, RW, nx(90, "TUN_METADATA50")),
    TUN_METADATA51("tun_metadata51", 992, HEX, MASKED, NOTHING, RW, nx(91, "TUN_METADATA51")),
    TUN_METADATA52("tun_metadata52", 992, HEX, MASKED, NOTHING, RW, nx(92, "TUN_METADATA52")),
    TUN_METADATA53("tun_metadata53", 992, HEX, MASKED, NOTHING, RW, nx(93, "TUN_METADATA53")),
    TUN_METADATA54("tun_metadata54", 992, HEX, MASKED, NOTHING, RW, nx(94, "TUN_METADATA54")),
    TUN_METADATA55("tun_metadata55", 992, HEX, MASKED, NOTHING, RW, nx(95, "TUN_METADATA55")),
    TUN_METADATA56("tun_metadata56", 992, HEX, MASKED, NOTHING, RW, nx(96, "TUN_METADATA56")),
    TUN_METADATA57("tun_metadata57", 992, HEX, MASKED, NOTHING, RW, nx(97, "TUN_METADATA57")),
    TUN_METADATA58("tun_metadata58", 992, HEX, MASKED, NOTHING, RW, nx(98, "TUN_METADATA58")),
    TUN_METADATA59("tun_metadata59", 992, HEX, MASKED, NOTHING, RW, nx(99, "TUN_METADATA59")),
    TUN_METADATA60("tun_metadata60", 992, HEX, MASKED, NOTHING, RW, nx(100, "TUN_METADATA60")),
    TUN_METADATA61("tun_metadata61", 992, HEX, MASKED, NOTHING, RW, nx(101, "TUN_METADATA61")),
    TUN_METADATA62("tun_metadata62", 992, HEX, MASKED, NOTHING, RW, nx(102, "TUN_METADATA62")),
    TUN_METADATA63("tun_metadata63", 992, HEX, MASKED, NOTHING, RW, nx(103, "TUN_METADATA63")),
    METADATA("metadata", 64, HEX, MASKED, NOTHING, RW, oxm(2, "METADATA")),
    IN_PORT("in_port", 16, PORT, EXACT, NOTHING, RW, nxm(0, "IN_PORT")),
    IN_PORT_OXM("in_port_oxm", 32, PORT, EXACT, NOTHING, RW, oxm(0, "IN_PORT")),
    ACTSET_OUTPUT("actset_output", 32, PORT, EXACT, NOTHING, RO, oxm(43, "ACTSET_OUTPUT"), onf(43, "ACTSET_OUTPUT")),
    PKT_MARK("pkt_mark", 32, HEX, MASKED, NOTHING, RW, nx(33, "PKT_MARK")),
    CT_STATE("ct_state", 32, Format.CT_STATE, MASKED, NOTHING, RO, nx(105, "CT_STATE")),
    CT_ZONE("ct_zone", 16, HEX, EXACT, NOTHING, RO, nx(106, "CT_ZONE")),
    CT_MARK("ct_mark", 32, HEX, MASKED, NOTHING, RW, nx(107, "CT_MARK")),
    CT_LABEL("ct_label", 128, HEX, MASKED, NOTHING, RW, nx(108, "CT_LABEL")),
    CT_NW_PROTO("ct_nw_proto", 8, DECIMAL, EXACT, Prerequisite.CT, RO, nx(119, "CT_NW_PROTO")),
    CT_NW_SRC("ct_nw_src", 32, IPV4, MASKED, Prerequisite.CT, RO, nx(120, "CT_NW_SRC")),
    CT_NW_DST("ct_nw_dst", 32, IPV4, MASKED, Prerequisite.CT, RO, nx(121, "CT_NW_DST")),
    CT_IPV6_SRC("ct_ipv6_src", 128, IPV6, MASKED, Prerequisite.CT, RO, nx(122, "CT_IPV6_SRC")),
    CT_IPV6_DST("ct_ipv6_dst", 128, IPV6, MASKED, Prerequisite.CT, RO, nx(123, "CT_IPV6_DST")),
    CT_TP_SRC("ct_tp_src", 16, DECIMAL, MASKED, Prerequisite.CT, RO, nx(124, "CT_TP_SRC")),
    CT_TP_DST("ct_tp_dst", 16, DECIMAL, MASKED, Prerequisite.CT, RO, nx(125, "CT_TP_DST")),
    REG0("reg0", 32, HEX, MASKED, NOTHING, RW, nx(0, "REG0")),
    REG1("reg1", 32, HEX, MASKED, NOTHING, RW, nx(1, "REG1")),
    REG2("reg2", 32, HEX, MASKED, NOTHING, RW, nx(2, "REG2")),
    REG3("reg3", 32, HEX, MASKED, NOTHING, RW, nx(3, "REG3")),
    REG4("reg4", 32, HEX, MASKED, NOTHING, RW, nx(4, "REG4")),
    REG5("reg5", 32, HEX, MASKED, NOTHING, RW, nx(5, "REG5")),
    REG6("reg6", 32, HEX, MASKED, NOTHING, RW, nx(6, "REG6")),
    REG7("reg7", 32, HEX, MASKED, NOTHING, RW, nx(7, "REG7")),
    REG8("reg8", 32, HEX, MASKED, NOTHING, RW, nx(8, "REG8")),
    REG9("reg9", 32, HEX, MASKED, NOTHING, RW, nx(9, "REG9")),
    REG10("reg10", 32, HEX, MASKED, NOTHING, RW, nx(10, "REG10")),
    REG11("reg11", 32, HEX, MASKED, NOTHING, RW, nx(11, "REG11")),
    REG12("reg12", 32, HEX, MASKED, NOTHING, RW, nx(12, "REG12")),
    REG13("reg13", 32, HEX, MASKED, NOTHING, RW, nx(13, "REG13")),
    REG14("reg14", 32, HEX, MASKED, NOTHING, RW, nx(14, "REG14")),
    REG15("reg15", 32, HEX, MASKED, NOTHING, RW, nx(15, "REG15")),
    XREG0("xreg0", 64, HEX, MASKED, NOTHING, RW, packetRegister(0)),
    XREG1("xreg1", 64, HEX, MASKED, NOTHING, RW, packetRegister(1)),
    XREG2("xreg2", 64, HEX, MASKED, NOTHING, RW, packetRegister(2)),
    XREG3("xreg3", 64, HEX, MASKED, NOTHING, RW, packetRegister(3)),
    XREG4("xreg4", 64, HEX, MASKED, NOTHING, RW, packetRegister(4)),
    XREG5("xreg5", 64, HEX, MASKED, NOTHING, RW, packetRegister(5)),
    XREG6("xreg6", 64, HEX, MASKED, NOTHING, RW, packetRegister(6)),
    XREG7("xreg7", 64, HEX, MASKED, NOTHING, RW, packetRegister(7)),
    XXREG0("xxreg0", 128, HEX, MASKED, NOTHING, RW, nx(111, "XXREG0")),
    XXREG1("xxreg1", 128, HEX, MASKED, NOTHING, RW, nx(112, "XXREG1")),
    XXREG2("xxreg2", 128, HEX, MASKED, NOTHING, RW, nx(113, "XXREG2")),
    XXREG3("xxreg3", 128, HEX, MASKED, NOTHING, RW, nx(114, "XXREG3")),
    ETH_SRC("eth_src|dl_src", 48, MAC, MASKED, Prerequisite.ETHERNET, RW, oxm(4, "ETH_SRC"), nxm(2, "ETH_SRC")),
    ETH_DST("eth_dst|dl_dst", 48, MAC, MASKED, Prerequisite.ETHERNET, RW, oxm(3, "ETH_DST"), nxm(1, "ETH_DST")),
    ETH_TYPE("eth_type|dl_type", 16, HEX, EXACT, Prerequisite.ETHERNET, RO, oxm(5, "ETH_TYPE"), nxm(3, "ETH_TYPE")),
    VLAN_TCI("vlan_tci", 16, HEX, MASKED, Prerequisite.ETHERNET, RW, nxm(4, "VLAN_TCI")),
    VLAN_VID("vlan_vid", 12, 16, DECIMAL, MASKED, Prerequisite.ETHERNET, RW, oxm(6, "VLAN_VID")),
    VLAN_PCP("vlan_pcp", 3, 8, DECIMAL, EXACT, Prerequisite.VLAN, RW, oxm(7, "VLAN_PCP")),
    MPLS_LABEL("mpls_label", 20, 32, DECIMAL, EXACT, Prerequisite.MPLS, RW, oxm(34, "MPLS_LABEL")),
    MPLS_TC("mpls_tc", 3, 8, DECIMAL, EXACT, Prerequisite.MPLS, RW, oxm(35, "MPLS_TC")),
    MPLS_BOS("mpls_bos", 1, 8, DECIMAL, EXACT, Prerequisite.MPLS, RO, oxm(36, "MPLS_BOS")),
    MPLS_TTL("mpls_ttl", 8, DECIMAL, EXACT, Prerequisite.MPLS, RW, nx(30, "MPLS_TTL")),
    IPV4_SRC("ip_src|nw_src", 32, IPV4, MASKED, Prerequisite.IPV4, RW, oxm(11, "IPV4_SRC"), nxm(7, "IP_SRC")),
    IPV4_DST("ip_dst|nw_dst", 32, IPV4, MASKED, Prerequisite.IPV4, RW, oxm(12, "IPV4_DST"), nxm(8, "IP_DST")),
    IPV6_SRC("ipv6_src", 128, IPV6, MASKED, Prerequisite.IPV6, RW, oxm(26, "IPV6_SRC"), nx(19, "IPV6_SRC")),
    IPV6_DST("ipv6_dst", 128, IPV6, MASKED, Prerequisite.IPV6, RW, oxm(27, "IPV6_DST"), nx(20, "IPV6_DST")),
    IPV6_LABEL("ipv6_label", 20, 32, HEX, MASKED, Prerequisite.IPV6, RW, oxm(28, "IPV6_FLABEL"), nx(27, "IPV6_LABEL")),
    IP_PROTO("nw_proto|ip_proto", 8, DECIMAL, EXACT, Prerequisite.IP, RO, oxm(10, "IP_PROTO"), nxm(6, "IP_PROTO")),
    IP_TOS("nw_tos", 8, DECIMAL, EXACT, Prerequisite.IP, RW, nxm(5, "IP_TOS")),
    IP_DSCP("ip_dscp", 6, 8, DECIMAL, EXACT, Prerequisite.IP, RW, oxm(8, "IP_DSCP")),
    IP_ECN("nw_ecn|ip_ecn", 2, 8, DECIMAL, EXACT, Prerequisite.IP, RW, oxm(9, "IP_ECN"), nx(28, "IP_ECN")),
    IP_TTL("nw_ttl", 8, DECIMAL, EXACT, Prerequisite.IP, RW, nx(29, "IP_TTL")),
    IP_FRAG("ip_frag|nw_frag", 2, 8, Format.FRAGMENT, MASKED, Prerequisite.IP, RO, nx(26, "IP_FRAG")),
    ARP_OP("arp_op", 16, DECIMAL, EXACT, Prerequisite.ARP, RW, oxm(21, "ARP_OP"), nxm(15, "ARP_OP")),
    ARP_SPA("arp_spa", 32, IPV4, MASKED, Prerequisite.ARP, RW, oxm(22, "ARP_SPA"), nxm(16, "ARP_SPA")),
    ARP_TPA("arp_tpa", 32, IPV4, MASKED, Prerequisite.ARP, RW, oxm(23, "ARP_TPA"), nxm(17, "ARP_TPA")),
    ARP_SHA("arp_sha", 48, MAC, MASKED, Prerequisite.ARP, RW, oxm(24, "ARP_SHA"), nx(17, "ARP_SHA")),
    ARP_THA("arp_tha", 48, MAC, MASKED, Prerequisite.ARP, RW, oxm(25, "ARP_THA"), nx(18, "ARP_THA")),
    TCP_SRC("tcp_src|tp_src", 16, DECIMAL, MASKED, Prerequisite.TCP, RW, oxm(13, "TCP_SRC"), nxm(9, "TCP_SRC")),
    TCP_DST("tcp_dst|tp_dst", 16, DECIMAL, MASKED, Prerequisite.TCP, RW, oxm(14, "TCP_DST"), nxm(10, "TCP_DST")),
    TCP_FLAGS(
            "tcp_flags",
            12,
            16,
            Format.TCP_FLAGS,
            MASKED,
            Prerequisite.TCP,
            RO,
            oxm(42, "TCP_FLAGS"),
            nx(34, "TCP_FLAGS"),
            onf(42, "TCP_FLAGS")),
    UDP_SRC("udp_src", 16, DECIMAL, MASKED, Prerequisite.UDP, RW, oxm(15, "UDP_SRC"), nxm(11, "UDP_SRC")),
    UDP_DST("udp_dst", 16, DECIMAL, MASKED, Prerequisite.UDP, RW, oxm(16, "UDP_DST"), nxm(12, "UDP_DST")),
    SCTP_SRC("sctp_src", 16, DECIMAL, MASKED, Prerequisite.SCTP, RW, oxm(17, "SCTP_SRC")),
    SCTP_DST("sctp_dst", 16, DECIMAL, MASKED, Prerequisite.SCTP, RW, oxm(18, "SCTP_DST")),
    ICMP_TYPE("icmp_type", 8, DECIMAL, EXACT, Prerequisite.ICMP, RW, oxm(19, "ICMPV4_TYPE"), nxm(13, "ICMP_TYPE")),
    ICMP_CODE("icmp_code", 8, DECIMAL, EXACT, Prerequisite.ICMP, RW, oxm(20, "ICMPV4_CODE"), nxm(14, "ICMP_CODE")),
    ICMPV6_TYPE(
            "icmpv6_type", 8, DECIMAL, EXACT, Prerequisite.ICMPV6, RW, oxm(29, "ICMPV6_TYPE"), nx(21, "ICMPV6_TYPE")),
    ICMPV6_CODE(
            "icmpv6_code", 8, DECIMAL, EXACT, Prerequisite.ICMPV6, RW, oxm(30, "ICMPV6_CODE"), nx(22, "ICMPV6_CODE")),
    ND_TARGET("nd_target", 128, IPV6, MASKED, Prerequisite.ND, RW, oxm(31, "IPV6_ND_TARGET"), nx(23, "ND_TARGET")),
    ND_SLL("nd_sll", 48, MAC, MASKED, Prerequisite.ND_SOLICIT, RW, oxm(32, "IPV6_ND_SLL"), nx(24, "ND_SLL")),
    ND_TLL("nd_tll", 48, MAC, MASKED, Prerequisite.ND_ADVERT, RW, oxm(33, "IPV6_ND_TLL"), nx(25, "ND_TLL")),
    ND_RESERVED("nd_reserved", 32, DECIMAL, EXACT, Prerequisite.ND, RW, ericsson(1, "ICMPV6_ND_RESERVED")),
    ND_OPTIONS_TYPE("nd_options_type", 8, DECIMAL, EXACT, Prerequisite.ND, RW, ericsson(2, "ICMPV6_ND_OPTIONS_TYPE")),
    NSH_FLAGS("nsh_flags", 8, DECIMAL, MASKED, Prerequisite.NSH, RW, nsh(1, "FLAGS")),
    NSH_MDTYPE("nsh_mdtype", 8, DECIMAL, EXACT, Prerequisite.NSH, RO, nsh(2, "MDTYPE")),
    NSH_NP("nsh_np", 8, DECIMAL, EXACT, Prerequisite.NSH, RO, nsh(3, "NP")),
    NSH_SPI("nsh_spi|nsp", 24, 32, HEX, EXACT, Prerequisite.NSH, RW, nsh(4, "SPI")),
    NSH_SI("nsh_si|nsi", 8, DECIMAL, EXACT, Prerequisite.NSH, RW, nsh(5, "SI")),
    NSH_C1("nsh_c1|nshc1", 32, HEX, MASKED, Prerequisite.NSH, RW, nsh(6, "C1")),
    NSH_C2("nsh_c2|nshc2", 32, HEX, MASKED, Prerequisite.NSH, RW, nsh(7, "C2")),
    NSH_C3("nsh_c3|nshc3", 32, HEX, MASKED, Prerequisite.NSH, RW, nsh(8, "C3")),
    NSH_C4("nsh_c4|nshc4", 32, HEX, MASKED, Prerequisite.NSH, RW, nsh(9, "C4")),
    NSH_TTL("nsh_ttl", 8, DECIMAL, EXACT, Prerequisite.NSH, RW, nsh(10, "TTL"));

    /** How a value is written in text form. */
    public enum Format {
        DECIMAL,
        HEX,
        MAC,
        IPV4,
        IPV6,
        /** A port number or a reserved port's name. */
        PORT,
        /** {@code no}, {@code yes}, {@code first}, {@code later} or {@code not_later}. */
        FRAGMENT,
        /** {@code +oam}. */
        TUNNEL_FLAGS,
        /** {@code +syn-ack}. */
        TCP_FLAGS,
        /** {@code +trk-new}. */
        CT_STATE,
        /** {@code (namespace,type)}. */
        PACKET_TYPE
    }

    enum Access {
        RO,
        RW
    }

    enum Masks {
        EXACT,
        MASKED
    }

    private static final int NUMBERS = 128;
    private static final int BASIC = 0x8000;

    /** Of the classes 0, 1, 0x8000 and 0x8001, by number; the rest is in {@link #OTHERS}. */
    private static final @Nullable Field[] BY_NUMBER = new Field[4 * NUMBERS];

    private static final Map<Long, Field> OTHERS = new HashMap<>();
    private static final Map<String, Field> BY_NAME = new HashMap<>();
    private static final Map<Field, List<Field>> PARTS = new EnumMap<>(Field.class);

    static {
        for (Field field : values()) {
            for (FieldId id : field.ids) {
                int slot = slot(id.oxmClass());
                if (slot >= 0) {
                    BY_NUMBER[slot + id.number()] = field;
                } else {
                    OTHERS.put(key(id.oxmClass(), id.experimenter(), id.number()), field);
                }
                BY_NAME.put(id.name(), field);
            }
            BY_NAME.put(field.text, field);
            if (field.alias != null) {
                BY_NAME.put(field.alias, field);
            }
        }
        views("xreg", 8, 2);
        views("xxreg", 4, 4);
    }

    private static void views(String name, int count, int registers) {
        for (int i = 0; i < count; i++) {
            List<Field> parts = new ArrayList<>();
            for (int j = 0; j < registers; j++) {
                parts.add(BY_NAME.get("reg" + (registers * i + j)));
            }
            PARTS.put(BY_NAME.get(name + i), List.copyOf(parts));
        }
    }

    private final String text;
    private final @Nullable String alias;
    private final int bits;
    private final int bytes;

    @SuppressWarnings("ImmutableEnumChecker") // Bits
    private final Bits wireMask;

    private final Format format;
    private final boolean maskable;
    private final Prerequisite prerequisite;
    private final boolean writable;
    private final int valueBits;

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable parts
    private final Bits fullMask;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<FieldId> ids;

    @SuppressWarnings("ImmutableEnumChecker") // FieldId
    private final FieldId legacyId;

    Field(
            String names,
            int bits,
            Format format,
            Masks masks,
            Prerequisite prerequisite,
            Access access,
            FieldId... ids) {
        this(names, bits, bits, format, masks, prerequisite, access, ids);
    }

    Field(
            String names,
            int bits,
            int wireBits,
            Format format,
            Masks masks,
            Prerequisite prerequisite,
            Access access,
            FieldId... ids) {
        int bar = names.indexOf('|');
        this.text = bar < 0 ? names : names.substring(0, bar);
        this.alias = bar < 0 ? null : names.substring(bar + 1);
        this.bits = bits;
        this.bytes = wireBits / 8;
        this.wireMask = Bits.ones(wireBits);
        this.format = format;
        this.maskable = masks == MASKED;
        this.prerequisite = prerequisite;
        this.writable = access == RW;
        this.ids = List.of(ids);
        this.valueBits = names.equals("vlan_vid") ? bits + 1 : bits;
        this.fullMask = Bits.ones(names.equals("ct_state") ? Byte.SIZE : valueBits);
        this.legacyId =
                this.ids.stream().filter(id -> id.oxmClass() <= 1).findFirst().orElse(this.ids.getLast());
    }

    /** The field of an OXM header, or null where this enum does not name it. */
    public static @Nullable Field ofOxm(int oxmClass, int experimenter, int number) {
        int slot = slot(oxmClass);
        return slot >= 0 ? BY_NUMBER[slot + number] : OTHERS.get(key(oxmClass, experimenter, number));
    }

    private static int slot(int oxmClass) {
        return (oxmClass & 0x7ffe) == 0 ? NUMBERS * ((oxmClass & BASIC) >> 14 | (oxmClass & 1)) : -1;
    }

    /** The field of a name of ovs-fields(7) or of an OXM ({@code nw_src}, {@code NXM_OF_IP_SRC}), or null. */
    public static @Nullable Field named(String name) {
        return BY_NAME.get(name);
    }

    private static long key(int oxmClass, int experimenter, int number) {
        return (long) oxmClass << 48 | (long) number << 40 | (experimenter & 0xffffffffL);
    }

    /** The name that Open vSwitch prints where the field is changed. */
    public String text() {
        return text;
    }

    /** Another name of the field, or null. */
    public @Nullable String alias() {
        return alias;
    }

    /** The names on the wire; the first is the one that is sent, the others are understood. */
    public List<FieldId> ids() {
        return ids;
    }

    /** The oldest name, by which actions of Open vSwitch send the field and by which text names its bits. */
    public FieldId legacyId() {
        return legacyId;
    }

    /** Width in bits. */
    public int bits() {
        return bits;
    }

    /** Length in bytes of the value on the wire; of {@code tun_metadata} the longest. */
    public int bytes() {
        return bytes;
    }

    public Format format() {
        return format;
    }

    public boolean maskable() {
        return maskable;
    }

    public Prerequisite prerequisite() {
        return prerequisite;
    }

    /** The registers of 32 bits of which the field is a view, most significant first; empty for a field of its own. */
    public List<Field> parts() {
        return PARTS.getOrDefault(this, List.of());
    }

    /** Whether the length of a value is what a switch's options say, up to {@link #bytes}. */
    public boolean isTunnelMetadata() {
        return bytes == 124;
    }

    /** What Open vSwitch finds wrong with a value that is not too wide, or null. */
    public @Nullable String fault(Bits value) {
        long number = value.lo();
        boolean fits = switch (this) {
            case CT_STATE, ARP_OP -> number <= 0xff;
            case IP_TOS -> (number & 3) == 0;
            case NSH_TTL -> number <= 63;
            case NSH_MDTYPE -> number == 1 || number == 2;
            case IN_PORT_OXM, ACTSET_OUTPUT -> number < 0xff00 || number >= 0xffffff00L;
            default -> true;
        };
        return fits ? null : text + " cannot be " + number;
    }

    /** Whether actions may change the field. */
    public boolean writable() {
        return writable;
    }

    /** Width of values and masks: {@link #bits}, and for {@link #VLAN_VID} the present bit above them. */
    public int valueBits() {
        return valueBits;
    }

    /** The mask that matches the whole field; of {@link #CT_STATE} the bits that have a meaning. */
    public Bits fullMask() {
        return fullMask;
    }

    /** The mask of all bits of the value on the wire, of which some fields use fewer. */
    public Bits wireMask() {
        return wireMask;
    }
}
