package dev.heddle.system.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/** Addresses as the bytes that stand in a packet. */
public final class Address {
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

    private Address() {}

    public static byte[] mac(String text) {
        return COLONS.parseHex(text);
    }

    /** An IPv4 or IPv6 literal. */
    public static byte[] ip(String literal) {
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }

    /** The modified EUI-64 link-local address of a MAC (RFC 4291 appendix A). */
    public static String linkLocal(String mac) {
        byte[] m = mac(mac);
        return "fe80::%02x%02x:%02xff:fe%02x:%02x%02x".formatted((m[0] ^ 2) & 0xff, m[1], m[2], m[3], m[4], m[5]);
    }

    /** The multicast address that solicitations for an address go to (RFC 4291 section 2.7.1). */
    public static byte[] solicitedNode(byte[] target) {
        byte[] group = ip("ff02::1:ff00:0");
        System.arraycopy(target, 13, group, 13, 3);
        return group;
    }

    /** The Ethernet address of an IPv6 multicast address (RFC 2464 section 7). */
    public static byte[] multicastMac(byte[] group) {
        return new byte[] {0x33, 0x33, group[12], group[13], group[14], group[15]};
    }
}
