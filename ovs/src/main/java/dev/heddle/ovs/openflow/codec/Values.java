package dev.heddle.ovs.openflow.codec;

import io.netty.buffer.ByteBuf;

/** Enumerations whose ordinals are the values on the wire, and durations. */
final class Values {
    private static final long NANOS = 1_000_000_000L;

    private Values() {}

    /** The value on the wire. */
    @SuppressWarnings("EnumOrdinal") // the enumerations say that their order is the protocol's
    static int code(Enum<?> value) {
        return value.ordinal();
    }

    static <E extends Enum<E>> E of(E[] values, int ordinal, Reader in) {
        if (ordinal < 0 || ordinal >= values.length) {
            throw in.malformed(
                    ordinal + " is no " + values[0].getDeclaringClass().getSimpleName());
        }
        return values[ordinal];
    }

    /** Seconds, then nanoseconds, 32 bits each. */
    static void duration(long nanos, ByteBuf out) {
        out.writeInt((int) (nanos / NANOS)).writeInt((int) (nanos % NANOS));
    }

    static long duration(Reader in) {
        return in.u32() * NANOS + in.u32();
    }
}
