package dev.heddle.system.wire;

import static dev.heddle.system.wire.Bytes.from;
import static dev.heddle.system.wire.Bytes.join;
import static dev.heddle.system.wire.Bytes.u16;
import static dev.heddle.system.wire.Bytes.u32;
import static dev.heddle.system.wire.Bytes.u8;
import static dev.heddle.system.wire.Bytes.zeros;

import java.util.Arrays;

/** Frames, ARP in them, and other forms of the same frame. */
public final class Ethernet {
    public static final int IPV4 = 0x0800;
    public static final int ARP = 0x0806;
    public static final int IPV6 = 0x86dd;
    public static final int REQUEST = 1;
    public static final int REPLY = 2;
    public static final byte[] BROADCAST = u8(255, 255, 255, 255, 255, 255);

    private static final int SHORTEST = 60;
    private static final int TYPE_AT = 12;

    private Ethernet() {}

    /** A frame, filled up to the shortest that Ethernet has. */
    public static byte[] frame(byte[] to, byte[] from, int type, byte[] payload) {
        byte[] frame = join(to, from, u16(type), payload);
        return frame.length < SHORTEST ? Arrays.copyOf(frame, SHORTEST) : frame;
    }

    /** ARP (RFC 826) with the mark behind it, where Ethernet fills up. */
    public static byte[] arp(int operation, byte[] sha, byte[] spa, byte[] tha, byte[] tpa, byte[] mark) {
        return join(u16(1), u16(IPV4), u8(6, 4), u16(operation), sha, spa, tha, tpa, mark);
    }

    /** With a tag put in (IEEE 802.1Q). */
    public static byte[] tagged(byte[] frame, int tagType, int tag) {
        return join(Arrays.copyOf(frame, TYPE_AT), u16(tagType), u16(tag), from(frame, TYPE_AT));
    }

    /** As an IEEE 802.3 frame, its type in an LLC/SNAP header of this organisation (RFC 1042: 0). */
    public static byte[] snap(byte[] frame, int organisation) {
        byte[] rest = join(u8(0xaa, 0xaa, 3), from(u32(organisation), 1), from(frame, TYPE_AT));
        return join(Arrays.copyOf(frame, TYPE_AT), u16(rest.length), rest);
    }

    /** An IEEE 802.3 frame with an LLC header of this service access point, such as 0x42 for spanning trees. */
    public static byte[] llc(byte[] to, byte[] from, int sap, byte[] payload) {
        byte[] rest = join(u8(sap, sap, 3), payload, zeros(40));
        return join(to, from, u16(rest.length), rest);
    }

    /** VXLAN (RFC 7348): what goes behind UDP. */
    public static byte[] vxlan(int vni, byte[] inner) {
        return join(u8(8, 0, 0, 0), u32(vni << 8), inner);
    }
}
