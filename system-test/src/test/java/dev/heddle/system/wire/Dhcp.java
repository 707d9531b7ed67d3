package dev.heddle.system.wire;

import static dev.heddle.system.wire.Bytes.from;
import static dev.heddle.system.wire.Bytes.join;
import static dev.heddle.system.wire.Bytes.u32;
import static dev.heddle.system.wire.Bytes.u8;
import static dev.heddle.system.wire.Bytes.zeros;

/** Messages of DHCP (RFC 2131) and DHCPv6 (RFC 8415), as the data of UDP; the mark lies in their options. */
public final class Dhcp {
    public static final int SERVER = 67;
    public static final int CLIENT = 68;
    public static final int SERVER6 = 547;
    public static final int CLIENT6 = 546;

    private Dhcp() {}

    /** An offer of an address. */
    public static byte[] offer(byte[] clientMac, byte[] address, byte[] server, byte[] mark) {
        return message(2, 2, clientMac, address, join(u8(54, 4), server, u8(61, mark.length), mark));
    }

    /** A client's first message. */
    public static byte[] discover(byte[] clientMac, byte[] mark) {
        return message(1, 1, clientMac, zeros(4), join(u8(61, mark.length), mark));
    }

    /** A DHCPv6 message of that type (2: advertise, 7: reply, 1: solicit) with a client identifier. */
    public static byte[] v6(int type, byte[] mark) {
        return join(u8(type), from(u32(0x4d4d4d), 1), u8(0, 1, 0, mark.length), mark, zeros(8));
    }

    private static byte[] message(int operation, int type, byte[] mac, byte[] address, byte[] options) {
        return join(
                u8(operation, 1, 6, 0),
                u32(0x4d4d4d4d),
                zeros(8),
                address,
                zeros(8),
                mac,
                zeros(10 + 64 + 128),
                u32(0x63825363),
                u8(53, 1, type),
                options,
                u8(255));
    }
}
