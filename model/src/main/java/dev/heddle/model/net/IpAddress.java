package dev.heddle.model.net;

/**
 * An IPv4 or IPv6 address. IPv4 sorts before IPv6, each by number.
 *
 * @param v6 the family
 * @param hi high 64 bits of an IPv6 address; 0 for IPv4
 * @param lo low 64 bits of an IPv6 address, or the IPv4 address in its low 32 bits
 */
public record IpAddress(boolean v6, long hi, long lo) implements Comparable<IpAddress> {
    private static final long V4_MASK = 0xffff_ffffL;

    public IpAddress {
        if (!v6 && (hi != 0 || (lo & ~V4_MASK) != 0)) {
            throw new IllegalArgumentException("not 32 bits: " + Long.toHexString(hi) + " " + Long.toHexString(lo));
        }
    }

    /** The IPv4 address of these 32 bits, first byte highest. */
    public static IpAddress v4(int bits) {
        return new IpAddress(false, 0, bits & V4_MASK);
    }

    /** The IPv6 address of these 128 bits. */
    public static IpAddress v6(long hi, long lo) {
        return new IpAddress(true, hi, lo);
    }

    /** The address in 4 or 16 bytes in network order. */
    public static IpAddress of(byte[] bytes) {
        return switch (bytes.length) {
            case 4 -> new IpAddress(false, 0, Bytes.read(bytes, 0, 4));
            case 16 -> new IpAddress(true, Bytes.read(bytes, 0, 8), Bytes.read(bytes, 8, 8));
            default -> throw new IllegalArgumentException(bytes.length + " bytes, expected 4 or 16");
        };
    }

    /**
     * Reads IPv4 in dotted decimal without leading zeros, and IPv6 in any spelling of RFC 4291 section 2.2 and any case.
     *
     * @throws AddressFormatException if it is none, has a zone, or is IPv4-mapped
     */
    public static IpAddress parse(String text) {
        return IpText.parse(text);
    }

    /** The link-local address that a host forms of its MAC: RFC 4291 appendix A, modified EUI-64. */
    public static IpAddress linkLocal(MacAddress mac) {
        long bits = mac.bits() ^ (1L << 41);
        long eui64 = (bits & 0xffff_ff00_0000L) << 16 | 0xff_fe00_0000L | (bits & 0xff_ffffL);
        return new IpAddress(true, 0xfe80L << 48, eui64);
    }

    /** 4 or 16 bytes in network order. */
    public byte[] bytes() {
        byte[] out = new byte[v6 ? 16 : 4];
        if (v6) {
            Bytes.write(out, 0, 8, hi);
            Bytes.write(out, 8, 8, lo);
        } else {
            Bytes.write(out, 0, 4, lo);
        }
        return out;
    }

    /** 32 or 128. */
    public int width() {
        return v6 ? 128 : 32;
    }

    /** The address that is {@code n >= 0} above this one; wraps around within the family. */
    public IpAddress plus(long n) {
        if (!v6) {
            return new IpAddress(false, 0, (lo + n) & V4_MASK);
        }
        long sum = lo + n;
        return new IpAddress(true, Long.compareUnsigned(sum, lo) < 0 ? hi + 1 : hi, sum);
    }

    /** 0.0.0.0 or {@code ::}. */
    public boolean isUnspecified() {
        return hi == 0 && lo == 0;
    }

    /** 127.0.0.0/8 or {@code ::1}. */
    public boolean isLoopback() {
        return v6 ? hi == 0 && lo == 1 : lo >>> 24 == 127;
    }

    /** 169.254.0.0/16 or fe80::/10. */
    public boolean isLinkLocal() {
        return v6 ? hi >>> 54 == 0x3fa : lo >>> 16 == 0xa9fe;
    }

    /** 224.0.0.0/4 or ff00::/8. */
    public boolean isMulticast() {
        return v6 ? hi >>> 56 == 0xff : lo >>> 28 == 0xe;
    }

    /** 240.0.0.0/4, the limited broadcast address included (RFC 1112 section 4). */
    public boolean isReserved() {
        return !v6 && lo >>> 28 == 0xf;
    }

    /** 0.0.0.0/8, "this network" (RFC 1122 section 3.2.1.3). */
    public boolean isThisNetwork() {
        return !v6 && lo >>> 24 == 0;
    }

    /** ::ffff:0:0/96 (RFC 4291 section 2.5.5.2). */
    public boolean isMapped() {
        return v6 && hi == 0 && lo >>> 32 == 0xffff;
    }

    /** Dotted decimal, or RFC 5952. */
    @Override
    public String toString() {
        return IpText.format(this);
    }

    @Override
    public int compareTo(IpAddress other) {
        int c = Boolean.compare(v6, other.v6);
        c = c != 0 ? c : Long.compareUnsigned(hi, other.hi);
        return c != 0 ? c : Long.compareUnsigned(lo, other.lo);
    }
}
