package dev.heddle.ovs.openflow.codec;

import dev.heddle.ovs.openflow.FlowStats;
import dev.heddle.ovs.openflow.MultipartReply;
import io.netty.buffer.ByteBuf;

/** struct ofp_stats: OXS TLVs (OpenFlow 1.5.1 section 7.2.4). Statistics that are not named are skipped. */
final class FlowStatsCodec {
    private static final int OXS_BASIC = 0x8002 << 16;
    private static final int DURATION = oxs(0, Long.BYTES);
    private static final int IDLE_TIME = oxs(1, Long.BYTES);
    private static final int FLOW_COUNT = oxs(3, Integer.BYTES);
    private static final int PACKET_COUNT = oxs(4, Long.BYTES);
    private static final int BYTE_COUNT = oxs(5, Long.BYTES);
    private static final int HEADER = 4;
    private static final long NANOS = 1_000_000_000L;

    // What one structure says.
    private long duration = FlowStats.ABSENT;
    private long idle = FlowStats.ABSENT;
    private long flows = FlowStats.ABSENT;
    private long packets = FlowStats.ABSENT;
    private long bytes = FlowStats.ABSENT;

    private FlowStatsCodec() {}

    private static int oxs(int field, int length) {
        return OXS_BASIC | field << 9 | length;
    }

    static void encode(FlowStats stats, ByteBuf out) {
        int start = begin(out);
        put(DURATION, stats.durationNanos() < 0 ? FlowStats.ABSENT : time(stats.durationNanos()), out);
        put(IDLE_TIME, stats.idleNanos() < 0 ? FlowStats.ABSENT : time(stats.idleNanos()), out);
        put(PACKET_COUNT, stats.packets(), out);
        put(BYTE_COUNT, stats.bytes(), out);
        end(start, out);
    }

    static void encode(MultipartReply.Aggregate sum, ByteBuf out) {
        int start = begin(out);
        put(PACKET_COUNT, sum.packets(), out);
        put(BYTE_COUNT, sum.bytes(), out);
        if (sum.flows() != FlowStats.ABSENT) {
            out.writeInt(FLOW_COUNT).writeInt((int) sum.flows());
        }
        end(start, out);
    }

    private static int begin(ByteBuf out) {
        int start = out.writerIndex();
        out.writeInt(0);
        return start;
    }

    private static void end(int start, ByteBuf out) {
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
        FlowStatsCodec all = read(in);
        return new FlowStats(all.duration, all.idle, all.packets, all.bytes);
    }

    static MultipartReply.Aggregate decodeSum(boolean more, Reader in) {
        FlowStatsCodec all = read(in);
        return new MultipartReply.Aggregate(more, all.flows, all.packets, all.bytes);
    }

    private static FlowStatsCodec read(Reader in) {
        in.skip(2);
        int length = in.u16();
        if (length < HEADER) {
            throw in.malformed("statistics of length " + length);
        }
        Reader oxs = in.part(length - HEADER);
        in.skipPadding(length);
        FlowStatsCodec out = new FlowStatsCodec();
        while (oxs.hasMore()) {
            int header = oxs.i32();
            out.take(header, oxs.part(Oxm.length(header)));
        }
        return out;
    }

    private void take(int header, Reader value) {
        if (header == DURATION) {
            duration = nanos(value.i64());
        } else if (header == IDLE_TIME) {
            idle = nanos(value.i64());
        } else if (header == FLOW_COUNT) {
            flows = value.u32();
        } else if (header == PACKET_COUNT) {
            packets = value.i64();
        } else if (header == BYTE_COUNT) {
            bytes = value.i64();
        }
    }

    /** Seconds above nanoseconds, 32 bits each. */
    private static long time(long nanos) {
        return ((nanos / NANOS) << 32) | (nanos % NANOS);
    }

    private static long nanos(long time) {
        return (time >>> 32) * NANOS + (time & 0xffffffffL);
    }
}
