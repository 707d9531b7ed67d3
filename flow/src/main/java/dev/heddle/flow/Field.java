package dev.heddle.flow;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A match field: its name as ovs-fields(7) prints it and its OXM header (OpenFlow 1.5.1 section 7.2.3; class 0x0001 is
 * NXM_NX of Open vSwitch's nicira-ext.h).
 *
 * <p>The order of the constants is the canonical order in a match: prerequisites come before what needs them.
 */
public enum Field {
    IN_PORT("in_port", 0x8000, 0, 32, Format.DECIMAL, false),
    TUN_ID("tun_id", 0x8000, 38, 64, Format.HEX, true),
    TUN_SRC("tun_src", 1, 31, 32, Format.IPV4, true),
    TUN_DST("tun_dst", 1, 32, 32, Format.IPV4, true),
    TUN_IPV6_SRC("tun_ipv6_src", 1, 109, 128, Format.IPV6, true),
    TUN_IPV6_DST("tun_ipv6_dst", 1, 110, 128, Format.IPV6, true),
    METADATA("metadata", 0x8000, 2, 64, Format.HEX, true),
    REG0("reg0", 1, 0, 32, Format.HEX, true),
    REG1("reg1", 1, 1, 32, Format.HEX, true),
    REG2("reg2", 1, 2, 32, Format.HEX, true),
    REG3("reg3", 1, 3, 32, Format.HEX, true),
    XXREG1("xxreg1", 1, 112, 128, Format.HEX, true),
    ETH_SRC("dl_src", 0x8000, 4, 48, Format.MAC, true),
    ETH_DST("dl_dst", 0x8000, 3, 48, Format.MAC, true),
    VLAN_TCI("vlan_tci", 0, 4, 16, Format.HEX, true),
    ETH_TYPE("dl_type", 0x8000, 5, 16, Format.HEX, false),
    IPV4_SRC("nw_src", 0x8000, 11, 32, Format.IPV4, true),
    IPV4_DST("nw_dst", 0x8000, 12, 32, Format.IPV4, true),
    IPV6_SRC("ipv6_src", 0x8000, 26, 128, Format.IPV6, true),
    IPV6_DST("ipv6_dst", 0x8000, 27, 128, Format.IPV6, true),
    IP_PROTO("nw_proto", 0x8000, 10, 8, Format.DECIMAL, false),
    /** One byte on the wire, of which two bits mean something; Open vSwitch calls a match on both exact. */
    IP_FRAG("nw_frag", 1, 26, 2, Format.HEX, true),
    ARP_OP("arp_op", 0x8000, 21, 16, Format.DECIMAL, false),
    ARP_SPA("arp_spa", 0x8000, 22, 32, Format.IPV4, true),
    ARP_TPA("arp_tpa", 0x8000, 23, 32, Format.IPV4, true),
    ARP_SHA("arp_sha", 0x8000, 24, 48, Format.MAC, true),
    ARP_THA("arp_tha", 0x8000, 25, 48, Format.MAC, true),
    UDP_SRC("udp_src", 0x8000, 15, 16, Format.DECIMAL, true),
    UDP_DST("udp_dst", 0x8000, 16, 16, Format.DECIMAL, true),
    ICMP_TYPE("icmp_type", 0x8000, 19, 8, Format.DECIMAL, false),
    ICMP_CODE("icmp_code", 0x8000, 20, 8, Format.DECIMAL, false),
    ICMPV6_TYPE("icmpv6_type", 0x8000, 29, 8, Format.DECIMAL, false),
    ICMPV6_CODE("icmpv6_code", 0x8000, 30, 8, Format.DECIMAL, false),
    ND_TARGET("nd_target", 0x8000, 31, 128, Format.IPV6, true),
    ND_SLL("nd_sll", 0x8000, 32, 48, Format.MAC, true),
    ND_TLL("nd_tll", 0x8000, 33, 48, Format.MAC, true);

    /** How a value is written in text form. */
    public enum Format {
        DECIMAL,
        HEX,
        MAC,
        IPV4,
        IPV6
    }

    private static final Map<Integer, Field> BY_OXM = new HashMap<>();

    static {
        Arrays.stream(values()).forEach(f -> {
            BY_OXM.put(f.oxmClass << 7 | f.oxmField, f);
        });
    }

    private final String text;
    private final int oxmClass;
    private final int oxmField;
    private final int bits;
    private final Format format;
    private final boolean maskable;

    Field(String text, int oxmClass, int oxmField, int bits, Format format, boolean maskable) {
        this.text = text;
        this.oxmClass = oxmClass;
        this.oxmField = oxmField;
        this.bits = bits;
        this.format = format;
        this.maskable = maskable;
    }

    /** The field of an OXM header's class and field number, or null where this enum does not name it. */
    public static @Nullable Field ofOxm(int oxmClass, int oxmField) {
        return BY_OXM.get(oxmClass << 7 | oxmField);
    }

    public String text() {
        return text;
    }

    public int oxmClass() {
        return oxmClass;
    }

    public int oxmField() {
        return oxmField;
    }

    /** Width in bits of the value on the wire. */
    public int bits() {
        return bits;
    }

    /** Length in bytes of the value on the wire. */
    public int bytes() {
        return (bits + 7) / 8;
    }

    public Format format() {
        return format;
    }

    public boolean maskable() {
        return maskable;
    }

    /** The mask that matches the whole field. */
    public Bits fullMask() {
        return Bits.ones(bits);
    }
}
