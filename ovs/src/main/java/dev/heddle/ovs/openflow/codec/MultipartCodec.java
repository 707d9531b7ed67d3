package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Match;
import dev.heddle.ovs.openflow.MultipartReply;
import dev.heddle.ovs.openflow.MultipartReply.GroupCounters.BucketCounter;
import dev.heddle.ovs.openflow.MultipartReply.GroupCounters.CounterEntry;
import dev.heddle.ovs.openflow.MultipartReply.Tables.TableEntry;
import dev.heddle.ovs.openflow.MultipartRequest;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Multipart requests and replies (OpenFlow 1.5.1 section 7.3.5). */
final class MultipartCodec {
    private static final int MORE = 1;
    private static final int TEXT = 256;
    private static final int SERIAL = 32;
    private static final long NANOS = 1_000_000_000L;
    private static final MultipartRequest.FlowMonitor.Command[] MONITOR_COMMANDS =
            MultipartRequest.FlowMonitor.Command.values();

    private MultipartCodec() {}

    static void encode(MultipartRequest request, ByteBuf out) {
        switch (request) {
            case MultipartRequest.Desc desc -> header(MessageType.MULTIPART_DESC, false, out);
            case MultipartRequest.Flows flows -> flows(MessageType.MULTIPART_FLOW_DESC, flows, out);
            case MultipartRequest.Aggregate sum -> flows(MessageType.MULTIPART_AGGREGATE_STATS, sum.of(), out);
            case MultipartRequest.Tables tables -> header(MessageType.MULTIPART_TABLE_STATS, false, out);
            case MultipartRequest.Groups groups -> one(MessageType.MULTIPART_GROUP_DESC, groups.group(), out);
            case MultipartRequest.GroupCounters groups -> one(MessageType.MULTIPART_GROUP_STATS, groups.group(), out);
            case MultipartRequest.Ports ports -> one(MessageType.MULTIPART_PORT_DESC, ports.port(), out);
            case MultipartRequest.FlowMonitor monitor -> {
                header(MessageType.MULTIPART_FLOW_MONITOR, false, out);
                out.writeInt(monitor.monitorId()).writeInt(monitor.outPort()).writeInt(monitor.outGroup());
                out.writeShort(monitor.flags()).writeByte(monitor.table());
                out.writeByte(Values.code(monitor.command()));
                MatchCodec.encode(monitor.match(), out);
            }
            case MultipartRequest.Raw raw -> {
                header(raw.type(), false, out);
                out.writeBytes(raw.body().toArray());
            }
        }
    }

    private static void header(int type, boolean more, ByteBuf out) {
        out.writeShort(type).writeShort(more ? MORE : 0).writeZero(4);
    }

    private static void one(int type, int id, ByteBuf out) {
        header(type, false, out);
        out.writeInt(id).writeZero(4);
    }

    private static void flows(int type, MultipartRequest.Flows flows, ByteBuf out) {
        header(type, false, out);
        out.writeByte(flows.table()).writeZero(3).writeInt(flows.outPort()).writeInt(flows.outGroup());
        out.writeZero(4).writeLong(flows.cookie()).writeLong(flows.cookieMask());
        MatchCodec.encode(flows.match(), out);
    }

    private static MultipartRequest.Flows flows(Reader in) {
        int table = in.u8();
        in.skip(3);
        int outPort = in.i32();
        int outGroup = in.i32();
        in.skip(4);
        return new MultipartRequest.Flows(table, outPort, outGroup, in.i64(), in.i64(), MatchCodec.decode(in));
    }

    static MultipartRequest decodeRequest(Reader in) {
        int type = in.u16();
        in.skip(6);
        return switch (type) {
            case MessageType.MULTIPART_DESC -> new MultipartRequest.Desc();
            case MessageType.MULTIPART_FLOW_DESC -> flows(in);
            case MessageType.MULTIPART_AGGREGATE_STATS -> new MultipartRequest.Aggregate(flows(in));
            case MessageType.MULTIPART_TABLE_STATS -> new MultipartRequest.Tables();
            case MessageType.MULTIPART_GROUP_DESC -> new MultipartRequest.Groups(in.i32());
            case MessageType.MULTIPART_GROUP_STATS -> new MultipartRequest.GroupCounters(in.i32());
            case MessageType.MULTIPART_PORT_DESC -> new MultipartRequest.Ports(in.i32());
            case MessageType.MULTIPART_FLOW_MONITOR -> {
                int id = in.i32();
                int outPort = in.i32();
                int outGroup = in.i32();
                int flags = in.u16();
                int table = in.u8();
                MultipartRequest.FlowMonitor.Command command = Values.of(MONITOR_COMMANDS, in.u8(), in);
                Match match = MatchCodec.decode(in);
                yield new MultipartRequest.FlowMonitor(id, outPort, outGroup, flags, table, command, match);
            }
            default -> new MultipartRequest.Raw(type, in.rest());
        };
    }

    static void encode(MultipartReply reply, ByteBuf out) {
        switch (reply) {
            case MultipartReply.Desc desc -> {
                header(MessageType.MULTIPART_DESC, desc.more(), out);
                PortCodec.text(desc.manufacturer(), TEXT, out);
                PortCodec.text(desc.hardware(), TEXT, out);
                PortCodec.text(desc.software(), TEXT, out);
                PortCodec.text(desc.serial(), SERIAL, out);
                PortCodec.text(desc.datapath(), TEXT, out);
            }
            case MultipartReply.Flows r ->
                list(MessageType.MULTIPART_FLOW_DESC, r.more(), r.entries(), FlowCodec::encode, out);
            case MultipartReply.Aggregate sum -> {
                header(MessageType.MULTIPART_AGGREGATE_STATS, sum.more(), out);
                FlowStatsCodec.encode(sum, out);
            }
            case MultipartReply.Tables r ->
                list(MessageType.MULTIPART_TABLE_STATS, r.more(), r.entries(), MultipartCodec::table, out);
            case MultipartReply.Groups r ->
                list(MessageType.MULTIPART_GROUP_DESC, r.more(), r.entries(), GroupCodec::encode, out);
            case MultipartReply.GroupCounters r ->
                list(MessageType.MULTIPART_GROUP_STATS, r.more(), r.entries(), MultipartCodec::counters, out);
            case MultipartReply.Ports r ->
                list(MessageType.MULTIPART_PORT_DESC, r.more(), r.entries(), PortCodec::encode, out);
            case MultipartReply.FlowUpdates r ->
                list(MessageType.MULTIPART_FLOW_MONITOR, r.more(), r.updates(), FlowCodec::encode, out);
            case MultipartReply.Raw raw -> {
                header(raw.type(), raw.more(), out);
                out.writeBytes(raw.body().toArray());
            }
        }
    }

    private static <T> void list(int type, boolean more, List<T> entries, BiConsumer<T, ByteBuf> encode, ByteBuf out) {
        header(type, more, out);
        entries.forEach(entry -> encode.accept(entry, out));
    }

    static MultipartReply decodeReply(Reader in) {
        int type = in.u16();
        boolean more = (in.u16() & MORE) != 0;
        in.skip(4);
        return switch (type) {
            case MessageType.MULTIPART_DESC ->
                new MultipartReply.Desc(
                        more, in.text(TEXT), in.text(TEXT), in.text(TEXT), in.text(SERIAL), in.text(TEXT));
            case MessageType.MULTIPART_FLOW_DESC -> new MultipartReply.Flows(more, all(in, FlowCodec::decodeEntry));
            case MessageType.MULTIPART_AGGREGATE_STATS -> FlowStatsCodec.decodeSum(more, in);
            case MessageType.MULTIPART_TABLE_STATS -> new MultipartReply.Tables(more, all(in, MultipartCodec::table));
            case MessageType.MULTIPART_GROUP_DESC -> new MultipartReply.Groups(more, all(in, GroupCodec::decodeEntry));
            case MessageType.MULTIPART_GROUP_STATS ->
                new MultipartReply.GroupCounters(more, all(in, MultipartCodec::counters));
            case MessageType.MULTIPART_PORT_DESC -> new MultipartReply.Ports(more, all(in, PortCodec::decode));
            case MessageType.MULTIPART_FLOW_MONITOR ->
                new MultipartReply.FlowUpdates(more, all(in, FlowCodec::decodeUpdate));
            default -> new MultipartReply.Raw(more, type, in.rest());
        };
    }

    private static <T> List<T> all(Reader in, Function<Reader, T> decode) {
        List<T> out = new ArrayList<>();
        while (in.hasMore()) {
            out.add(decode.apply(in));
        }
        return out;
    }

    private static void table(TableEntry entry, ByteBuf out) {
        out.writeByte(entry.table()).writeZero(3).writeInt((int) entry.active());
        out.writeLong(entry.lookups()).writeLong(entry.matched());
    }

    private static TableEntry table(Reader in) {
        int table = in.u8();
        in.skip(3);
        return new TableEntry(table, in.u32(), in.i64(), in.i64());
    }

    private static void counters(CounterEntry entry, ByteBuf out) {
        out.writeShort(40 + 16 * entry.buckets().size()).writeZero(2).writeInt(entry.group());
        out.writeInt((int) entry.references()).writeZero(4);
        out.writeLong(entry.packets()).writeLong(entry.bytes());
        out.writeInt((int) (entry.durationNanos() / NANOS)).writeInt((int) (entry.durationNanos() % NANOS));
        for (BucketCounter bucket : entry.buckets()) {
            out.writeLong(bucket.packets()).writeLong(bucket.bytes());
        }
    }

    private static CounterEntry counters(Reader all) {
        Reader in = all.alignedElement(0, 40, "group counters");
        in.skip(4);
        int group = in.i32();
        long references = in.u32();
        in.skip(4);
        long packets = in.i64();
        long bytes = in.i64();
        long duration = in.u32() * NANOS + in.u32();
        List<BucketCounter> buckets = all(in, r -> new BucketCounter(r.i64(), r.i64()));
        return new CounterEntry(group, references, packets, bytes, duration, buckets);
    }
}
