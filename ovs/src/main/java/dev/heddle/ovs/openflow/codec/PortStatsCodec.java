package dev.heddle.ovs.openflow.codec;

import dev.heddle.ovs.openflow.PortStats;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** struct ofp_port_stats (OpenFlow 1.5.1 section 7.3.5.6) with Intel's counters by name. */
final class PortStatsCodec {
    private static final int FIXED = 80;
    private static final int ETHERNET = 0;
    private static final int INTEL = 0xaa01;
    private static final int CUSTOM = 2;

    private PortStatsCodec() {}

    static void encode(PortStats stats, ByteBuf out) {
        int start = out.writerIndex();
        out.writeInt(0).writeInt(stats.port());
        Values.duration(stats.durationNanos(), out);
        out.writeLong(stats.receivedPackets()).writeLong(stats.sentPackets());
        out.writeLong(stats.receivedBytes()).writeLong(stats.sentBytes());
        out.writeLong(stats.receivedDropped()).writeLong(stats.sentDropped());
        out.writeLong(stats.receivedErrors()).writeLong(stats.sentErrors());
        stats.properties().forEach(property -> encode(property, out));
        out.setShort(start, out.writerIndex() - start);
    }

    private static void encode(PortStats.Property property, ByteBuf out) {
        switch (property) {
            case PortStats.Property.Ethernet p -> {
                int start = Properties.begin(ETHERNET, out);
                out.writeZero(4).writeLong(p.frameErrors()).writeLong(p.overruns());
                out.writeLong(p.crcErrors()).writeLong(p.collisions());
                Properties.end(start, out);
            }
            case PortStats.Property.Custom p -> {
                int start = Properties.begin(Properties.EXPERIMENTER, out);
                out.writeInt(INTEL)
                        .writeInt(CUSTOM)
                        .writeZero(2)
                        .writeShort(p.counters().size());
                for (PortStats.Property.Counter counter : p.counters()) {
                    byte[] name = counter.name().getBytes(StandardCharsets.ISO_8859_1);
                    out.writeByte(name.length).writeBytes(name).writeLong(counter.value());
                }
                Properties.end(start, out);
            }
            case PortStats.Property.Raw p -> out.writeBytes(p.property().toArray());
        }
    }

    static PortStats decode(Reader all) {
        Reader in = all.alignedElement(0, FIXED, "port counters");
        in.skip(4);
        int port = in.i32();
        long duration = Values.duration(in);
        return new PortStats(
                port,
                duration,
                in.i64(),
                in.i64(),
                in.i64(),
                in.i64(),
                in.i64(),
                in.i64(),
                in.i64(),
                in.i64(),
                Properties.all(in, "a property of port counters", PortStatsCodec::property));
    }

    private static PortStats.Property property(Properties.Property property) {
        Reader in = property.body();
        if (property.type() == ETHERNET) {
            in.skip(4);
            return new PortStats.Property.Ethernet(in.i64(), in.i64(), in.i64(), in.i64());
        }
        if (property.type() == Properties.EXPERIMENTER
                && in.remaining() >= 12
                && in.i32() == INTEL
                && in.i32() == CUSTOM) {
            in.skip(2);
            int count = in.u16();
            List<PortStats.Property.Counter> counters = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String name = in.text(in.u8());
                counters.add(new PortStats.Property.Counter(name, in.i64()));
            }
            return new PortStats.Property.Custom(counters);
        }
        return new PortStats.Property.Raw(property.whole());
    }
}
