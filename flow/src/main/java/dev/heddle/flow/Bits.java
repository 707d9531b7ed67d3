package dev.heddle.flow;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An unsigned value in network order: {@code lo} holds bits 63 to 0, {@code hi} bits 127 to 64, {@code above} the rest of
 * the few fields that are wider ({@code tun_metadata}).
 *
 * @param above the bytes above bit 127, most significant first and without leading zeros; empty for nearly all values
 */
public record Bits(Octets above, long hi, long lo) {
    public static final Bits ZERO = new Bits(Octets.EMPTY, 0, 0);

    public Bits(long hi, long lo) {
        this(Octets.EMPTY, hi, lo);
    }

    public static Bits of(long lo) {
        return lo == 0 ? ZERO : new Bits(0, lo);
    }

    /** The value of bytes in network order. */
    public static Bits of(byte[] bytes) {
        int low = Math.max(0, bytes.length - 2 * Long.BYTES);
        int first = 0;
        while (first < low && bytes[first] == 0) {
            first++;
        }
        Octets above = first == low ? Octets.EMPTY : Octets.of(Arrays.copyOfRange(bytes, first, low));
        return new Bits(
                above,
                word(bytes, low, bytes.length - Long.BYTES),
                word(bytes, Math.max(low, bytes.length - Long.BYTES), bytes.length));
    }

    private static long word(byte[] bytes, int from, int to) {
        long out = 0;
        for (int i = from; i < to; i++) {
            out = out << 8 | (bytes[i] & 0xff);
        }
        return out;
    }

    /** The value with the lowest {@code width} bits set. */
    public static Bits ones(int width) {
        if (width < 0) {
            throw new IllegalArgumentException("width " + width + " is negative");
        }
        if (width == 0) {
            return ZERO;
        }
        if (width <= 64) {
            return new Bits(0, -1L >>> (64 - width));
        }
        if (width <= 128) {
            return new Bits(-1L >>> (128 - width), -1L);
        }
        byte[] bytes = new byte[(width + 7) / 8];
        Arrays.fill(bytes, (byte) 0xff);
        bytes[0] = (byte) (0xff >>> (-width & 7));
        return of(bytes);
    }

    /** The lowest {@code length} bytes in network order. */
    public byte[] toBytes(int length) {
        byte[] out = new byte[length];
        for (int i = 0; i < length; i++) {
            out[length - 1 - i] = (byte) octet(i);
        }
        return out;
    }

    /** Byte {@code index}, counted from the least significant. */
    public int octet(int index) {
        if (index < 8) {
            return (int) (lo >>> (8 * index)) & 0xff;
        }
        if (index < 16) {
            return (int) (hi >>> (8 * (index - 8))) & 0xff;
        }
        int at = above.length() - 1 - (index - 16);
        return at < 0 ? 0 : above.at(at) & 0xff;
    }

    public Bits and(Bits other) {
        if (above.length() == 0 || other.above.length() == 0) {
            return new Bits(hi & other.hi, lo & other.lo);
        }
        byte[] out = new byte[16 + Math.min(above.length(), other.above.length())];
        for (int i = 0; i < out.length; i++) {
            out[out.length - 1 - i] = (byte) (octet(i) & other.octet(i));
        }
        return of(out);
    }

    public Bits or(Bits other) {
        if (above.length() == 0 && other.above.length() == 0) {
            return new Bits(hi | other.hi, lo | other.lo);
        }
        byte[] out = new byte[16 + Math.max(above.length(), other.above.length())];
        for (int i = 0; i < out.length; i++) {
            out[out.length - 1 - i] = (byte) (octet(i) | other.octet(i));
        }
        return of(out);
    }

    /** Moved towards the more significant bits; nothing is lost. */
    public Bits shiftLeft(int bits) {
        if (bits == 0 || isZero()) {
            return this;
        }
        if (above.length() == 0 && bitLength() + bits <= 128) {
            return bits >= 64
                    ? new Bits(lo << (bits - 64), 0)
                    : new Bits(hi << bits | lo >>> 1 >>> (63 - bits), lo << bits);
        }
        return of(new BigInteger(1, toBytes(length())).shiftLeft(bits).toByteArray());
    }

    /** Moved towards the less significant bits. */
    public Bits shiftRight(int bits) {
        if (bits == 0) {
            return this;
        }
        if (above.length() == 0) {
            return bits >= 128
                    ? ZERO
                    : bits >= 64
                            ? new Bits(0, hi >>> (bits - 64))
                            : new Bits(hi >>> bits, lo >>> bits | hi << 1 << (63 - bits));
        }
        return of(new BigInteger(1, toBytes(length())).shiftRight(bits).toByteArray());
    }

    /** How many bits are needed to hold the value; 0 for zero. */
    public int bitLength() {
        if (above.length() > 0) {
            return 128 + 8 * above.length() - Integer.numberOfLeadingZeros(above.at(0) & 0xff) + 24;
        }
        return hi != 0 ? 128 - Long.numberOfLeadingZeros(hi) : 64 - Long.numberOfLeadingZeros(lo);
    }

    private int length() {
        return 16 + above.length();
    }

    public boolean isZero() {
        return (hi | lo) == 0 && above.length() == 0;
    }

    /** Whether no bit above {@code width} is set. */
    public boolean fits(int width) {
        return bitLength() <= width;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Bits b && b.lo == lo && b.hi == hi && b.above.equals(above);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * above.hashCode() + Long.hashCode(hi)) + Long.hashCode(lo);
    }
}
