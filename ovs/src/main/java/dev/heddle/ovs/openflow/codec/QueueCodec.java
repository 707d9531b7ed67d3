package dev.heddle.ovs.openflow.codec;

import dev.heddle.ovs.openflow.QueueDesc;
import dev.heddle.ovs.openflow.QueueStats;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** Queues (OpenFlow 1.5.1 sections 7.3.5.7 and 7.3.5.8). */
final class QueueCodec {
    private static final int MIN_RATE = 1;
    private static final int MAX_RATE = 2;
    private static final int DESC = 16;
    private static final int STATS = 48;

    private QueueCodec() {}

    static void encode(QueueDesc queue, ByteBuf out) {
        int start = out.writerIndex();
        out.writeInt(queue.port()).writeInt(queue.queue()).writeLong(0);
        for (QueueDesc.Property property : queue.properties()) {
            switch (property) {
                case QueueDesc.Property.MinRate min -> Properties.u16(MIN_RATE, min.rate(), out);
                case QueueDesc.Property.MaxRate max -> Properties.u16(MAX_RATE, max.rate(), out);
                case QueueDesc.Property.Raw raw -> out.writeBytes(raw.property().toArray());
            }
        }
        out.setShort(start + 8, out.writerIndex() - start);
    }

    static QueueDesc decode(Reader all) {
        Reader in = all.alignedElement(8, DESC, "a queue");
        int port = in.i32();
        int queue = in.i32();
        in.skip(8);
        List<QueueDesc.Property> properties = Properties.all(in, "a queue property", QueueCodec::property);
        return new QueueDesc(port, queue, properties);
    }

    private static QueueDesc.Property property(Properties.Property property) {
        return switch (property.type()) {
            case MIN_RATE -> new QueueDesc.Property.MinRate(property.body().u16());
            case MAX_RATE -> new QueueDesc.Property.MaxRate(property.body().u16());
            default -> new QueueDesc.Property.Raw(property.whole());
        };
    }

    static void encode(QueueStats stats, ByteBuf out) {
        out.writeShort(STATS + stats.properties().length()).writeZero(6);
        out.writeInt(stats.port()).writeInt(stats.queue());
        out.writeLong(stats.bytes()).writeLong(stats.packets()).writeLong(stats.errors());
        Values.duration(stats.durationNanos(), out);
        out.writeBytes(stats.properties().toArray());
    }

    static QueueStats decodeStats(Reader all) {
        Reader in = all.alignedElement(0, STATS, "queue counters");
        in.skip(8);
        return new QueueStats(in.i32(), in.i32(), in.i64(), in.i64(), in.i64(), Values.duration(in), in.rest());
    }
}
