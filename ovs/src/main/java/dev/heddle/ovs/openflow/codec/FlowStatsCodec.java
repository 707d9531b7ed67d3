package dev.heddle.ovs.openflow.codec;

import dev.heddle.ovs.openflow.FlowStats;
import io.netty.buffer.ByteBuf;

/** struct ofp_stats: OXS TLVs (OpenFlow 1.5.1 section 7.2.4). Statistics that are not named are skipped. */
final class FlowStatsCodec {
    private static final int OXS_BASIC = 0x8002 << 16;
    private static final int DURATION = oxs(0);
    private static final int IDLE_TIME = oxs(1);
    private static final int PACKET_COUNT = oxs(4);
    private static final int BYTE_COUNT = oxs(5);
    private static final int HEADER = 4;
    private static final long NANOS = 1_000_000_000L;

    private FlowStatsCodec() {}

    private static int oxs(int field) {
        return OXS_BASIC | field << 9 | Long.BYTES;
    }

    static void encode(FlowStats stats, ByteBuf out) {
        int start = out.writerIndex();
        out.writeInt(0);
        put(DURATION, stats.durationNanos() < 0 ? FlowStats.ABSENT : time(stats.durationNanos()), out);
        put(IDLE_TIME, stats.idleNanos() < 0 ? FlowStats.ABSENT : time(stats.idleNanos()), out);
        put(PACKET_COUNT, stats.packets(), out);
        put(BYTE_COUNT, stats.bytes(), out);
        int length = out.writerIndex() - start;
        out.setShort(start + 2, length);
        out.writeZero(-length & 7);
    }

    private static void put(int header, long value, ByteBuf out) {
        if (value != FlowStats.ABSENT) {
            out.writeInt(header).writeLong(value);
        }
    }

    static FlowStats decode(Reader in) {
        in.skip(2);
        int length = in.u16();
        if (length < HEADER) {
            throw in.malformed("statistics of length " + length);
        }
        Reader oxs = in.part(length - HEADER);
        in.skipPadding(length);
        long duration = FlowStats.ABSENT;
        long idle = FlowStats.ABSENT;
        long packets = FlowStats.ABSENT;
        long bytes = FlowStats.ABSENT;
        while (oxs.hasMore()) {
            int header = oxs.i32();
            Reader value = oxs.part(Oxm.length(header));
            if (header == DURATION) {
                duration = nanos(value.i64());
            } else if (header == IDLE_TIME) {
                idle = nanos(value.i64());
            } else if (header == PACKET_COUNT) {
                packets = value.i64();
            } else if (header == BYTE_COUNT) {
                bytes = value.i64();
            }
        }
        return new FlowStats(duration, idle, packets, bytes);
    }

    /** Seconds above nanoseconds, 32 bits each. */
    private static long time(long nanos) {
        return ((nanos / NANOS) << 32) | (nanos % NANOS);
    }

    private static long nanos(long time) {
        return (time >>> 32) * NANOS + (time & 0xffffffffL);
    }
}
