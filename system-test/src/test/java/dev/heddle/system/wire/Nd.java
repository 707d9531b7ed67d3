package dev.heddle.system.wire;

import static dev.heddle.system.wire.Bytes.join;
import static dev.heddle.system.wire.Bytes.padded;
import static dev.heddle.system.wire.Bytes.u16;
import static dev.heddle.system.wire.Bytes.u32;
import static dev.heddle.system.wire.Bytes.u8;

import dev.heddle.system.wire.Ip.Payload;

/** Neighbour discovery (RFC 4861). */
public final class Nd {
    public static final int ROUTER_SOLICITATION = 133;
    public static final int ROUTER_ADVERTISEMENT = 134;
    public static final int SOLICITATION = 135;
    public static final int ADVERTISEMENT = 136;
    public static final int REDIRECT = 137;
    public static final int SOURCE_LINK_LAYER = 1;
    public static final int TARGET_LINK_LAYER = 2;

    private static final int NONCE = 14;

    private Nd() {}

    /** An option, its data filled up as options are. */
    public static byte[] option(int type, byte[] data) {
        byte[] body = padded(join(u8(type, 0), data));
        body[1] = (byte) (body.length / 8);
        return body;
    }

    /** An option that everyone may add and nobody has to know (RFC 3971 section 5.3.2); it carries a mark. */
    public static byte[] nonce(byte[] mark) {
        return option(NONCE, mark);
    }

    public static Payload solicitation(byte[] from, byte[] to, byte[] target, byte[]... options) {
        return Ip.icmpv6(from, to, SOLICITATION, join(u32(0), target, join(options)));
    }

    /** With the flags Solicited and Override. */
    public static Payload advertisement(byte[] from, byte[] to, byte[] target, byte[]... options) {
        return Ip.icmpv6(from, to, ADVERTISEMENT, join(u32(0x60000000), target, join(options)));
    }

    /** That a router is here, for 1,800 s. */
    public static Payload routerAdvertisement(byte[] from, byte[] to, byte[]... options) {
        return Ip.icmpv6(from, to, ROUTER_ADVERTISEMENT, join(u8(64, 0), u16(1800), u32(0), u32(0), join(options)));
    }

    public static Payload redirect(byte[] from, byte[] to, byte[] target, byte[] destination, byte[]... options) {
        return Ip.icmpv6(from, to, REDIRECT, join(u32(0), target, destination, join(options)));
    }
}
