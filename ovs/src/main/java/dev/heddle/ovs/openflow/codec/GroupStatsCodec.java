package dev.heddle.ovs.openflow.codec;

import dev.heddle.ovs.openflow.GroupFeatures;
import dev.heddle.ovs.openflow.GroupStats;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** Counters and features of groups (OpenFlow 1.5.1 sections 7.3.5.9 and 7.3.5.11). */
final class GroupStatsCodec {
    private static final int FIXED = 40;
    static final int COUNTER = 16;

    private GroupStatsCodec() {}

    static void encode(GroupStats stats, ByteBuf out) {
        out.writeShort(FIXED + COUNTER * stats.buckets().size()).writeZero(2).writeInt(stats.group());
        out.writeInt((int) stats.references()).writeZero(4);
        out.writeLong(stats.packets()).writeLong(stats.bytes());
        Values.duration(stats.durationNanos(), out);
        counters(stats.buckets(), out);
    }

    static GroupStats decode(Reader all) {
        Reader in = all.alignedElement(0, FIXED, "group counters");
        in.skip(4);
        int group = in.i32();
        long references = in.u32();
        in.skip(4);
        long packets = in.i64();
        long bytes = in.i64();
        long duration = Values.duration(in);
        return new GroupStats(group, references, packets, bytes, duration, counters(in));
    }

    static void counters(List<GroupStats.Counter> counters, ByteBuf out) {
        for (GroupStats.Counter counter : counters) {
            out.writeLong(counter.packets()).writeLong(counter.bytes());
        }
    }

    static List<GroupStats.Counter> counters(Reader in) {
        return in.all(r -> new GroupStats.Counter(r.i64(), r.i64()));
    }

    static void encode(GroupFeatures features, ByteBuf out) {
        out.writeInt(features.types()).writeInt(features.capabilities());
        features.maxGroups().forEach(out::writeInt);
        features.actions().forEach(out::writeInt);
    }

    static GroupFeatures decodeFeatures(boolean more, Reader in) {
        int types = in.i32();
        int capabilities = in.i32();
        return new GroupFeatures(more, types, capabilities, four(in), four(in));
    }

    private static List<Integer> four(Reader in) {
        return List.of(in.i32(), in.i32(), in.i32(), in.i32());
    }
}
