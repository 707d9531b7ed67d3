package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Match;
import dev.heddle.ovs.openflow.MultipartRequest;
import io.netty.buffer.ByteBuf;

/** Multipart requests (OpenFlow 1.5.1 section 7.3.5). */
final class MultipartRequestCodec {
    private static final MultipartRequest.FlowMonitor.Command[] MONITOR_COMMANDS =
            MultipartRequest.FlowMonitor.Command.values();

    private MultipartRequestCodec() {}

    static void encode(MultipartRequest request, ByteBuf out) {
        switch (request) {
            case MultipartRequest.Desc r -> header(MultipartType.DESC, out);
            case MultipartRequest.Flows r -> flows(MultipartType.FLOW_DESC, r, out);
            case MultipartRequest.FlowCounters r -> flows(MultipartType.FLOW_STATS, r.of(), out);
            case MultipartRequest.Aggregate r -> flows(MultipartType.AGGREGATE_STATS, r.of(), out);
            case MultipartRequest.Tables r -> header(MultipartType.TABLE_STATS, out);
            case MultipartRequest.TableDescs r -> header(MultipartType.TABLE_DESC, out);
            case MultipartRequest.TableFeatures r -> {
                header(MultipartType.TABLE_FEATURES, out);
                r.wanted().forEach(table -> TableCodec.encode(table, out));
            }
            case MultipartRequest.Groups r -> one(MultipartType.GROUP_DESC, r.group(), out);
            case MultipartRequest.GroupCounters r -> one(MultipartType.GROUP_STATS, r.group(), out);
            case MultipartRequest.GroupFeatures r -> header(MultipartType.GROUP_FEATURES, out);
            case MultipartRequest.Meters r -> one(MultipartType.METER_DESC, r.meter(), out);
            case MultipartRequest.MeterCounters r -> one(MultipartType.METER_STATS, r.meter(), out);
            case MultipartRequest.MeterFeatures r -> header(MultipartType.METER_FEATURES, out);
            case MultipartRequest.Ports r -> one(MultipartType.PORT_DESC, r.port(), out);
            case MultipartRequest.PortCounters r -> one(MultipartType.PORT_STATS, r.port(), out);
            case MultipartRequest.Queues r ->
                header(MultipartType.QUEUE_DESC, out).writeInt(r.port()).writeInt(r.queue());
            case MultipartRequest.QueueCounters r ->
                header(MultipartType.QUEUE_STATS, out).writeInt(r.port()).writeInt(r.queue());
            case MultipartRequest.FlowMonitor r -> monitor(r, out);
            case MultipartRequest.NxFlowMonitor r ->
                NxFlowMonitorCodec.encode(r, nicira(MultipartType.NX_FLOW_MONITOR, out));
            case MultipartRequest.IpfixBridge r -> nicira(MultipartType.NX_IPFIX_BRIDGE, out);
            case MultipartRequest.IpfixFlows r -> nicira(MultipartType.NX_IPFIX_FLOW, out);
            case MultipartRequest.ControllerStatuses r -> header(MultipartType.CONTROLLER_STATUS, out);
            case MultipartRequest.Experimenter r ->
                header(MultipartType.EXPERIMENTER, out)
                        .writeInt(r.experimenter())
                        .writeInt(r.type())
                        .writeBytes(r.body().toArray());
            case MultipartRequest.Raw r ->
                header(r.type(), out).writeBytes(r.body().toArray());
        }
    }

    private static ByteBuf header(int type, ByteBuf out) {
        return out.writeShort(type).writeZero(6);
    }

    private static ByteBuf nicira(int type, ByteBuf out) {
        return header(MultipartType.EXPERIMENTER, out).writeInt(NxCodec.NICIRA).writeInt(type);
    }

    private static void one(int type, int id, ByteBuf out) {
        header(type, out).writeInt(id).writeZero(4);
    }

    private static void flows(int type, MultipartRequest.Flows flows, ByteBuf out) {
        header(type, out).writeByte(flows.table()).writeZero(3);
        out.writeInt(flows.outPort()).writeInt(flows.outGroup());
        out.writeZero(4).writeLong(flows.cookie()).writeLong(flows.cookieMask());
        MatchCodec.encode(flows.match(), out);
    }

    private static void monitor(MultipartRequest.FlowMonitor monitor, ByteBuf out) {
        header(MultipartType.FLOW_MONITOR, out);
        out.writeInt(monitor.monitorId()).writeInt(monitor.outPort()).writeInt(monitor.outGroup());
        out.writeShort(monitor.flags()).writeByte(monitor.table()).writeByte(Values.code(monitor.command()));
        MatchCodec.encode(monitor.match(), out);
    }

    static MultipartRequest decode(Reader in) {
        int type = in.u16();
        in.skip(6);
        return switch (type) {
            case MultipartType.DESC -> new MultipartRequest.Desc();
            case MultipartType.FLOW_DESC -> flows(in);
            case MultipartType.FLOW_STATS -> new MultipartRequest.FlowCounters(flows(in));
            case MultipartType.AGGREGATE_STATS -> new MultipartRequest.Aggregate(flows(in));
            case MultipartType.TABLE_STATS -> new MultipartRequest.Tables();
            case MultipartType.TABLE_DESC -> new MultipartRequest.TableDescs();
            case MultipartType.TABLE_FEATURES -> new MultipartRequest.TableFeatures(in.all(TableCodec::features));
            case MultipartType.GROUP_DESC -> new MultipartRequest.Groups(in.i32());
            case MultipartType.GROUP_STATS -> new MultipartRequest.GroupCounters(in.i32());
            case MultipartType.GROUP_FEATURES -> new MultipartRequest.GroupFeatures();
            case MultipartType.METER_DESC -> new MultipartRequest.Meters(in.i32());
            case MultipartType.METER_STATS -> new MultipartRequest.MeterCounters(in.i32());
            case MultipartType.METER_FEATURES -> new MultipartRequest.MeterFeatures();
            case MultipartType.PORT_DESC -> new MultipartRequest.Ports(in.i32());
            case MultipartType.PORT_STATS -> new MultipartRequest.PortCounters(in.i32());
            case MultipartType.QUEUE_DESC -> new MultipartRequest.Queues(in.i32(), in.i32());
            case MultipartType.QUEUE_STATS -> new MultipartRequest.QueueCounters(in.i32(), in.i32());
            case MultipartType.FLOW_MONITOR -> monitor(in);
            case MultipartType.CONTROLLER_STATUS -> new MultipartRequest.ControllerStatuses();
            case MultipartType.EXPERIMENTER -> experimenter(in);
            default -> new MultipartRequest.Raw(type, in.rest());
        };
    }

    private static MultipartRequest experimenter(Reader in) {
        int experimenter = in.i32();
        int type = in.i32();
        return switch (experimenter == NxCodec.NICIRA ? type : -1) {
            case MultipartType.NX_FLOW_MONITOR -> NxFlowMonitorCodec.decodeRequest(in);
            case MultipartType.NX_IPFIX_BRIDGE -> new MultipartRequest.IpfixBridge();
            case MultipartType.NX_IPFIX_FLOW -> new MultipartRequest.IpfixFlows();
            default -> new MultipartRequest.Experimenter(experimenter, type, in.rest());
        };
    }

    private static MultipartRequest.Flows flows(Reader in) {
        int table = in.u8();
        in.skip(3);
        int outPort = in.i32();
        int outGroup = in.i32();
        in.skip(4);
        return new MultipartRequest.Flows(table, outPort, outGroup, in.i64(), in.i64(), MatchCodec.decode(in));
    }

    private static MultipartRequest monitor(Reader in) {
        int id = in.i32();
        int outPort = in.i32();
        int outGroup = in.i32();
        int flags = in.u16();
        int table = in.u8();
        MultipartRequest.FlowMonitor.Command command = Values.of(MONITOR_COMMANDS, in.u8(), in);
        Match match = MatchCodec.decode(in);
        return new MultipartRequest.FlowMonitor(id, outPort, outGroup, flags, table, command, match);
    }
}
