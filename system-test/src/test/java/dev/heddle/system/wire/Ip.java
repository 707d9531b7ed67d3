package dev.heddle.system.wire;

import static dev.heddle.system.wire.Bytes.join;
import static dev.heddle.system.wire.Bytes.padded;
import static dev.heddle.system.wire.Bytes.u16;
import static dev.heddle.system.wire.Bytes.u32;
import static dev.heddle.system.wire.Bytes.u8;
import static dev.heddle.system.wire.Bytes.withChecksum;
import static dev.heddle.system.wire.Bytes.zeros;

/** IPv4 (RFC 791), IPv6 (RFC 8200), what may stand between IPv6 and the data, and UDP, TCP, ICMP in them. */
public final class Ip {
    public static final int HOP_BY_HOP = 0;
    public static final int DESTINATION_OPTIONS = 60;

    private static final int ICMP = 1;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int FRAGMENT = 44;
    private static final int ICMPV6 = 58;
    private static final int MORE_FRAGMENTS = 0x2000;

    private Ip() {}

    /** What follows a header, and the protocol number by which the header names it. */
    public record Payload(int protocol, byte[] bytes) {}

    /** Which part of a packet. */
    public enum Part {
        WHOLE,
        FIRST_FRAGMENT,
        LATER_FRAGMENT
    }

    /** @param options a multiple of 4 bytes */
    public static byte[] v4(byte[] from, byte[] to, Part part, byte[] options, Payload payload) {
        int fragment = switch (part) {
            case WHOLE -> 0;
            case FIRST_FRAGMENT -> MORE_FRAGMENTS;
            case LATER_FRAGMENT -> 64;
        };
        byte[] header = join(
                u8(0x40 | 5 + options.length / 4, 0),
                u16(20 + options.length + payload.bytes().length),
                u16(0x4d4d),
                u16(fragment),
                u8(64, payload.protocol()),
                u16(0),
                from,
                to,
                options);
        return join(withChecksum(header, 10, header), payload.bytes());
    }

    public static byte[] v4(byte[] from, byte[] to, Payload payload) {
        return v4(from, to, Part.WHOLE, zeros(0), payload);
    }

    public static byte[] v6(byte[] from, byte[] to, Payload payload) {
        return join(
                u32(0x60000000), u16(payload.bytes().length), u8(payload.protocol(), 255), from, to, payload.bytes());
    }

    /** Behind an extension header of that kind, which holds nothing but padding. */
    public static Payload behind(int kind, Payload payload) {
        return behind(kind, zeros(0), payload);
    }

    /** Behind an extension header whose padding holds these bytes. */
    public static Payload behind(int kind, byte[] hidden, Payload payload) {
        byte[] padding = join(u8(1, hidden.length), hidden);
        byte[] options = padding.length % 8 == 6 ? padding : join(padding, pad(6 - padding.length));
        return new Payload(kind, join(u8(payload.protocol(), (options.length - 6) / 8), options, payload.bytes()));
    }

    /** Behind a fragment header; a first fragment's data is filled up to a multiple of 8 bytes. */
    public static Payload fragment(Part part, Payload payload) {
        int offset = switch (part) {
            case WHOLE -> 0;
            case FIRST_FRAGMENT -> 1;
            case LATER_FRAGMENT -> 64 << 3;
        };
        return new Payload(
                FRAGMENT, join(u8(payload.protocol(), 0), u16(offset), u32(0x4d4d4d4d), padded(payload.bytes())));
    }

    public static Payload udp(byte[] from, byte[] to, int source, int destination, byte[] data) {
        int length = 8 + data.length;
        byte[] datagram = join(u16(source), u16(destination), u16(length), u16(0), data);
        return new Payload(UDP, withChecksum(datagram, 6, join(pseudoHeader(from, to, UDP, length), datagram)));
    }

    /** The first segment of a connection. */
    public static Payload tcp(byte[] from, byte[] to, int source, int destination, byte[] data) {
        byte[] segment =
                join(u16(source), u16(destination), u32(1), u32(0), u8(0x50, 2), u16(8192), u16(0), u16(0), data);
        return new Payload(TCP, withChecksum(segment, 16, join(pseudoHeader(from, to, TCP, segment.length), segment)));
    }

    public static Payload icmp(int type, byte[] rest) {
        byte[] message = join(u8(type, 0), u16(0), rest);
        return new Payload(ICMP, withChecksum(message, 2, message));
    }

    public static Payload icmpv6(byte[] from, byte[] to, int type, byte[] rest) {
        byte[] message = join(u8(type, 0), u16(0), rest);
        return new Payload(
                ICMPV6, withChecksum(message, 2, join(pseudoHeader(from, to, ICMPV6, message.length), message)));
    }

    /** RFC 768 and RFC 9293 for IPv4, RFC 8200 section 8.1 for IPv6. */
    private static byte[] pseudoHeader(byte[] from, byte[] to, int protocol, int length) {
        return from.length == 4
                ? join(from, to, u8(0, protocol), u16(length))
                : join(from, to, u32(length), u32(protocol));
    }

    /** PadN or Pad1 options of so many bytes, taken modulo 8. */
    private static byte[] pad(int bytes) {
        int count = Math.floorMod(bytes, 8);
        return switch (count) {
            case 0 -> zeros(0);
            case 1 -> u8(0);
            default -> join(u8(1, count - 2), zeros(count - 2));
        };
    }
}
