package dev.heddle.ovs.openflow.codec;

import dev.heddle.ovs.openflow.FlowStats;
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

    /** Seconds, then nanoseconds, 32 bits each; all bits set for {@link FlowStats#ABSENT}. */
    static void duration(long nanos, ByteBuf out) {
        if (nanos == FlowStats.ABSENT) {
            out.writeLong(-1);
        } else {
            out.writeInt((int) (nanos / NANOS)).writeInt((int) (nanos % NANOS));
        }
    }

    static long duration(Reader in) {
        long seconds = in.u32();
        long nanos = in.u32();
        return (seconds & nanos) == 0xffffffffL ? FlowStats.ABSENT : seconds * NANOS + nanos;
    }
}
