package dev.heddle.ovs.openflow.codec;

import dev.heddle.ovs.openflow.IpfixStats;
import io.netty.buffer.ByteBuf;

/** struct nx_ipfix_stats_reply (nicira-ext.h). */
final class IpfixCodec {
    private IpfixCodec() {}

    static void encode(IpfixStats stats, ByteBuf out) {
        out.writeLong(stats.totalFlows()).writeLong(stats.currentFlows());
        out.writeLong(stats.packets()).writeLong(stats.ipv4Packets()).writeLong(stats.ipv6Packets());
        out.writeLong(stats.errorPackets()).writeLong(stats.ipv4ErrorPackets()).writeLong(stats.ipv6ErrorPackets());
        out.writeLong(stats.sentPackets()).writeLong(stats.sendErrors());
        out.writeInt(stats.collectorSet()).writeZero(4);
    }

    static IpfixStats decode(Reader in) {
        IpfixStats out = new IpfixStats(
                in.i64(), in.i64(), in.i64(), in.i64(), in.i64(), in.i64(), in.i64(), in.i64(), in.i64(), in.i64(),
                in.i32());
        in.skip(4);
        return out;
    }
}
