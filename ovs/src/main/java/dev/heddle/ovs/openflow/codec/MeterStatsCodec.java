package dev.heddle.ovs.openflow.codec;

import dev.heddle.ovs.openflow.MeterFeatures;
import dev.heddle.ovs.openflow.MeterStats;
import io.netty.buffer.ByteBuf;

/** Counters and features of meters (OpenFlow 1.5.1 sections 7.3.5.13 and 7.3.5.15). */
final class MeterStatsCodec {
    private static final int FIXED = 40;

    private MeterStatsCodec() {}

    static void encode(MeterStats stats, ByteBuf out) {
        out.writeInt(stats.meter())
                .writeShort(FIXED + GroupStatsCodec.COUNTER * stats.bands().size())
                .writeZero(6);
        out.writeInt((int) stats.flows()).writeLong(stats.packets()).writeLong(stats.bytes());
        Values.duration(stats.durationNanos(), out);
        GroupStatsCodec.counters(stats.bands(), out);
    }

    static MeterStats decode(Reader all) {
        Reader in = all.alignedElement(4, FIXED, "meter counters");
        int meter = in.i32();
        in.skip(8);
        long flows = in.u32();
        long packets = in.i64();
        long bytes = in.i64();
        long duration = Values.duration(in);
        return new MeterStats(meter, flows, packets, bytes, duration, GroupStatsCodec.counters(in));
    }

    static void encode(MeterFeatures features, ByteBuf out) {
        out.writeInt((int) features.maxMeters()).writeInt(features.bandTypes()).writeInt(features.capabilities());
        out.writeByte(features.maxBands()).writeByte(features.maxColor()).writeZero(2);
    }

    static MeterFeatures decodeFeatures(boolean more, Reader in) {
        return new MeterFeatures(more, in.u32(), in.i32(), in.i32(), in.u8(), in.u8());
    }
}
