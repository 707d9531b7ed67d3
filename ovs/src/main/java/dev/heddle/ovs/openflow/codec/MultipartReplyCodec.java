package dev.heddle.ovs.openflow.codec;

import dev.heddle.ovs.openflow.GroupFeatures;
import dev.heddle.ovs.openflow.MeterFeatures;
import dev.heddle.ovs.openflow.MultipartReply;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.function.BiConsumer;

/** Multipart replies (OpenFlow 1.5.1 section 7.3.5). */
final class MultipartReplyCodec {
    private static final int MORE = 1;
    private static final int TEXT = 256;
    private static final int SERIAL = 32;

    private MultipartReplyCodec() {}

    static void encode(MultipartReply reply, ByteBuf out) {
        switch (reply) {
            case MultipartReply.Desc r -> desc(r, out);
            case MultipartReply.Aggregate r -> FlowStatsCodec.encode(r, header(MultipartType.AGGREGATE_STATS, r, out));
            case GroupFeatures r -> GroupStatsCodec.encode(r, header(MultipartType.GROUP_FEATURES, r, out));
            case MeterFeatures r -> MeterStatsCodec.encode(r, header(MultipartType.METER_FEATURES, r, out));
            case MultipartReply.IpfixBridge r ->
                IpfixCodec.encode(r.stats(), nicira(MultipartType.NX_IPFIX_BRIDGE, r, out));
            case MultipartReply.Experimenter r ->
                header(MultipartType.EXPERIMENTER, r, out)
                        .writeInt(r.experimenter())
                        .writeInt(r.type())
                        .writeBytes(r.body().toArray());
            case MultipartReply.Raw r ->
                header(r.type(), r, out).writeBytes(r.body().toArray());
            case MultipartReply.Listed<?> r -> list(r, out);
        }
    }

    private static void list(MultipartReply.Listed<?> reply, ByteBuf out) {
        switch (reply) {
            case MultipartReply.Flows r -> list(MultipartType.FLOW_DESC, r, FlowCodec::encode, out);
            case MultipartReply.FlowCounterList r -> list(MultipartType.FLOW_STATS, r, FlowCodec::encode, out);
            case MultipartReply.Tables r -> list(MultipartType.TABLE_STATS, r, TableCodec::encode, out);
            case MultipartReply.TableDescs r -> list(MultipartType.TABLE_DESC, r, TableCodec::encode, out);
            case MultipartReply.TableFeatureList r -> list(MultipartType.TABLE_FEATURES, r, TableCodec::encode, out);
            case MultipartReply.Groups r -> list(MultipartType.GROUP_DESC, r, GroupCodec::encode, out);
            case MultipartReply.GroupCounters r -> list(MultipartType.GROUP_STATS, r, GroupStatsCodec::encode, out);
            case MultipartReply.Meters r -> list(MultipartType.METER_DESC, r, MeterCodec::encode, out);
            case MultipartReply.MeterCounters r -> list(MultipartType.METER_STATS, r, MeterStatsCodec::encode, out);
            case MultipartReply.Ports r -> list(MultipartType.PORT_DESC, r, PortCodec::encode, out);
            case MultipartReply.PortCounters r -> list(MultipartType.PORT_STATS, r, PortStatsCodec::encode, out);
            case MultipartReply.Queues r -> list(MultipartType.QUEUE_DESC, r, QueueCodec::encode, out);
            case MultipartReply.QueueCounters r -> list(MultipartType.QUEUE_STATS, r, QueueCodec::encode, out);
            case MultipartReply.FlowUpdates r -> list(MultipartType.FLOW_MONITOR, r, FlowUpdateCodec::encode, out);
            case MultipartReply.ControllerStatuses r ->
                list(MultipartType.CONTROLLER_STATUS, r, ControllerStatusCodec::encode, out);
            case MultipartReply.NxFlowUpdates r -> {
                nicira(MultipartType.NX_FLOW_MONITOR, r, out);
                r.entries().forEach(update -> NxFlowMonitorCodec.encode(update, out));
            }
            case MultipartReply.IpfixFlows r -> {
                nicira(MultipartType.NX_IPFIX_FLOW, r, out);
                r.entries().forEach(stats -> IpfixCodec.encode(stats, out));
            }
        }
    }

    private static ByteBuf header(int type, MultipartReply reply, ByteBuf out) {
        return out.writeShort(type).writeShort(reply.more() ? MORE : 0).writeZero(4);
    }

    private static ByteBuf nicira(int type, MultipartReply reply, ByteBuf out) {
        return header(MultipartType.EXPERIMENTER, reply, out)
                .writeInt(NxCodec.NICIRA)
                .writeInt(type);
    }

    private static <T> void list(int type, MultipartReply.Listed<T> reply, BiConsumer<T, ByteBuf> encode, ByteBuf out) {
        header(type, reply, out);
        List<T> entries = reply.entries();
        for (int i = 0; i < entries.size(); i++) {
            encode.accept(entries.get(i), out);
        }
    }

    private static void desc(MultipartReply.Desc desc, ByteBuf out) {
        header(MultipartType.DESC, desc, out);
        PortCodec.text(desc.manufacturer(), TEXT, out);
        PortCodec.text(desc.hardware(), TEXT, out);
        PortCodec.text(desc.software(), TEXT, out);
        PortCodec.text(desc.serial(), SERIAL, out);
        PortCodec.text(desc.datapath(), TEXT, out);
    }

    static MultipartReply decode(Reader in) {
        int type = in.u16();
        boolean more = (in.u16() & MORE) != 0;
        in.skip(4);
        return switch (type) {
            case MultipartType.DESC ->
                new MultipartReply.Desc(
                        more, in.text(TEXT), in.text(TEXT), in.text(TEXT), in.text(SERIAL), in.text(TEXT));
            case MultipartType.FLOW_DESC -> new MultipartReply.Flows(more, in.all(FlowCodec::decodeEntry));
            case MultipartType.FLOW_STATS ->
                new MultipartReply.FlowCounterList(more, in.all(FlowCodec::decodeCounters));
            case MultipartType.AGGREGATE_STATS -> FlowStatsCodec.decodeSum(more, in);
            case MultipartType.TABLE_STATS -> new MultipartReply.Tables(more, in.all(TableCodec::stats));
            case MultipartType.TABLE_DESC -> new MultipartReply.TableDescs(more, in.all(TableCodec::desc));
            case MultipartType.TABLE_FEATURES ->
                new MultipartReply.TableFeatureList(more, in.all(TableCodec::features));
            case MultipartType.GROUP_DESC -> new MultipartReply.Groups(more, in.all(GroupCodec::decode));
            case MultipartType.GROUP_STATS -> new MultipartReply.GroupCounters(more, in.all(GroupStatsCodec::decode));
            case MultipartType.GROUP_FEATURES -> GroupStatsCodec.decodeFeatures(more, in);
            case MultipartType.METER_DESC -> new MultipartReply.Meters(more, in.all(MeterCodec::decode));
            case MultipartType.METER_STATS -> new MultipartReply.MeterCounters(more, in.all(MeterStatsCodec::decode));
            case MultipartType.METER_FEATURES -> MeterStatsCodec.decodeFeatures(more, in);
            case MultipartType.PORT_DESC -> new MultipartReply.Ports(more, in.all(PortCodec::decode));
            case MultipartType.PORT_STATS -> new MultipartReply.PortCounters(more, in.all(PortStatsCodec::decode));
            case MultipartType.QUEUE_DESC -> new MultipartReply.Queues(more, in.all(QueueCodec::decode));
            case MultipartType.QUEUE_STATS -> new MultipartReply.QueueCounters(more, in.all(QueueCodec::decodeStats));
            case MultipartType.FLOW_MONITOR -> new MultipartReply.FlowUpdates(more, in.all(FlowUpdateCodec::decode));
            case MultipartType.CONTROLLER_STATUS ->
                new MultipartReply.ControllerStatuses(more, in.all(ControllerStatusCodec::decode));
            case MultipartType.EXPERIMENTER -> experimenter(more, in);
            default -> new MultipartReply.Raw(more, type, in.rest());
        };
    }

    private static MultipartReply experimenter(boolean more, Reader in) {
        int experimenter = in.i32();
        int type = in.i32();
        return switch (experimenter == NxCodec.NICIRA ? type : -1) {
            case MultipartType.NX_FLOW_MONITOR ->
                new MultipartReply.NxFlowUpdates(more, in.all(NxFlowMonitorCodec::decode));
            case MultipartType.NX_IPFIX_BRIDGE -> new MultipartReply.IpfixBridge(more, IpfixCodec.decode(in));
            case MultipartType.NX_IPFIX_FLOW -> new MultipartReply.IpfixFlows(more, in.all(IpfixCodec::decode));
            default -> new MultipartReply.Experimenter(more, experimenter, type, in.rest());
        };
    }
}
