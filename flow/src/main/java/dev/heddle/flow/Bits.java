package dev.heddle.flow;

/**
 * An unsigned value of up to 128 bits in network order: {@code hi} holds bits 127 to 64, {@code lo} bits 63 to 0.
 *
 * @param hi the high 64 bits; 0 for fields of 8 bytes and less
 * @param lo the low 64 bits
 */
public record Bits(long hi, long lo) {
    public static final Bits ZERO = new Bits(0, 0);

    public static Bits of(long lo) {
        return lo == 0 ? ZERO : new Bits(0, lo);
    }

    /** The value with the lowest {@code width} bits set. */
    public static Bits ones(int width) {
        if (width < 0 || width > 128) {
            throw new IllegalArgumentException("width " + width + " is not 0 to 128");
        }
        if (width == 0) {
            return ZERO;
        }
        if (width <= 64) {
            return new Bits(0, -1L >>> (64 - width));
        }
        return new Bits(-1L >>> (128 - width), -1L);
    }

    public Bits and(Bits other) {
        return new Bits(hi & other.hi, lo & other.lo);
    }

    public boolean isZero() {
        return (hi | lo) == 0;
    }

    /** Whether no bit above {@code width} is set. */
    public boolean fits(int width) {
        return and(ones(width)).equals(this);
    }
}
