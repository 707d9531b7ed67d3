package dev.heddle.ovs.openflow;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Match;
import dev.heddle.flow.Meter;
import dev.heddle.flow.Octets;
import dev.heddle.flow.PortRef;
import dev.heddle.ovs.testing.DummyOvs;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * docs/openflow-messages.md: each type of message as exchanged with a real Open vSwitch; {@code -Dgolden.update=true} writes
 * it anew, with the captured bytes that the fuzz test starts from. A type that is not in the table fails.
 */
@Timeout(value = 40, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MessageTableTest {
    private static final String BRIDGE = "br-int";
    private static final Match IN_PORT =
            Match.builder().inPort(new PortRef.Numbered(1)).build();
    private static final Octets PACKET = Octets.parse("ffffffffffff0200000000010806000100");

    @Test
    void everyMessageIsExchangedWithARealSwitch() throws IOException {
        try (DummyOvs ovs = DummyOvs.start()) {
            configure(ovs);
            try (RawClient client = new RawClient(ovs.managementSocket(BRIDGE))) {
                MessageTable table = new MessageTable(client);
                handshake(table);
                flowsAndGroups(table);
                meters(table);
                portsAndTables(table);
                bundles(table);
                multiparts(table);
                asynchronous(table, ovs);
                packetIns(table);
                connections(table);
                unknown(table);
                incompatible(table, ovs);
                table.requireAll();
                table.compare();
            }
        }
    }

    private static void configure(DummyOvs ovs) {
        ovs.addBridge(BRIDGE);
        ovs.vsctl("set", "Bridge", BRIDGE, "other-config:datapath-id=00000000000000a1");
        ovs.addPort(BRIDGE, "p1", 1, "uid-1");
        ovs.vsctl(
                "--",
                "--id=@t",
                "create",
                "Flow_Table",
                "flow_limit=5",
                "--",
                "set",
                "Bridge",
                BRIDGE,
                "flow_tables:7=@t");
        ovs.vsctl(
                "--",
                "--id=@i",
                "create",
                "IPFIX",
                "targets=\"127.0.0.1:4739\"",
                "--",
                "set",
                "Bridge",
                BRIDGE,
                "ipfix=@i");
        ovs.vsctl(
                "--",
                "--id=@b",
                "get",
                "Bridge",
                BRIDGE,
                "--",
                "--id=@i",
                "create",
                "IPFIX",
                "targets=\"127.0.0.1:4740\"",
                "--",
                "create",
                "Flow_Sample_Collector_Set",
                "id=9",
                "bridge=@b",
                "ipfix=@i");
    }

    private static void handshake(MessageTable table) {
        table.exchange(OfMessage.Hello.class, new OfMessage.Hello(6, 1 << 6));
        table.exchange(OfMessage.FeaturesReply.class, new OfMessage.FeaturesRequest());
        table.exchange(OfMessage.EchoReply.class, new OfMessage.EchoRequest(Octets.parse("68656464")));
        table.accepted(new OfMessage.SetConfig(OfMessage.SetConfig.FRAGMENTS_NX_MATCH, 0xffff));
        table.exchange(OfMessage.ConfigReply.class, new OfMessage.ConfigRequest());
        table.exchange(OfMessage.RoleReply.class, new OfMessage.RoleRequest(OfMessage.Role.PRIMARY, 5));
        table.exchange(OfMessage.BarrierReply.class, new OfMessage.BarrierRequest());
    }

    private static void flowsAndGroups(MessageTable table) {
        table.accepted(GroupMod.put(group(5)));
        table.accepted(GroupMod.insertBuckets(
                new Group(5, Group.Type.ALL, List.of(new Group.Bucket(4, 2, List.of(new Action.Group(7))))),
                GroupMod.LAST_BUCKET));
        table.accepted(GroupMod.removeBuckets(5, 4));
        table.accepted(FlowMod.add(flow(0, 10)));
        table.refused("OFPBAC_BAD_OUT_GROUP", FlowMod.add(new Flow(0, 11, Match.ANY, 1, apply(new Action.Group(99)))));
        Group watching = new Group(
                8,
                Group.Type.FAST_FAILOVER,
                List.of(new Group.Bucket(
                        1, 0, new PortRef.Numbered(1), 5, List.of(new Action.Output(PortRef.IN_PORT)), List.of())));
        table.accepted(GroupMod.add(watching));
    }

    private static Group group(int id) {
        return new Group(
                id,
                Group.Type.SELECT,
                List.of(new Group.Bucket(1, 100, List.of(new Action.Resubmit(23))), new Group.Bucket(2, 1, List.of())),
                new Group.Selection(
                        Group.Selection.HASH,
                        7,
                        List.of(
                                Group.HashField.of(Field.IPV4_SRC),
                                new Group.HashField(Field.IPV4_DST, Bits.of(0xffff0000L)))),
                List.of());
    }

    private static void meters(MessageTable table) {
        table.accepted(MeterMod.add(
                new Meter(4, Meter.KBPS | Meter.BURST | Meter.STATS, List.of(new Meter.Band.Drop(1000, 200)))));
        table.accepted(MeterMod.modify(new Meter(4, Meter.PKTPS, List.of(new Meter.Band.Drop(10, 0)))));
        table.refused(
                "OFPMMFC_BAD_BAND",
                MeterMod.add(new Meter(5, Meter.KBPS, List.of(new Meter.Band.DscpRemark(1000, 0, 1)))));
        table.accepted(FlowMod.add(new Flow(4, 1, Match.ANY, 1, apply(new Action.Meter(4)))));
        table.exchange(MultipartReply.Meters.class, new MultipartRequest.Meters(4));
        table.exchange(MultipartReply.MeterCounters.class, new MultipartRequest.MeterCounters(4));
        table.exchange(MeterFeatures.class, new MultipartRequest.MeterFeatures());
    }

    private static void portsAndTables(MessageTable table) {
        PortDesc port = table.exchange(MultipartReply.Ports.class, new MultipartRequest.Ports(1))
                .entries()
                .getFirst();
        table.accepted(new PortMod(
                1, port.mac(), PortMod.NO_PACKET_IN, PortMod.NO_PACKET_IN, List.of(new PortMod.Property.Ethernet(0))));
        table.refused("OFPPMFC_BAD_HW_ADDR", new PortMod(1, 0x020000000001L, 0, PortMod.DOWN, List.of()));
        table.accepted(new TableMod(
                7, TableDesc.EVICTION | TableDesc.VACANCY_EVENTS, List.of(new TableProperty.Vacancy(30, 90, 0))));
    }

    private static void bundles(MessageTable table) {
        int flags = BundleControl.ATOMIC | BundleControl.ORDERED;
        table.exchange(BundleControl.class, new BundleControl(1, BundleControl.Type.OPEN_REQUEST, flags));
        table.accepted(new BundleAdd(1, flags, FlowMod.add(flow(1, 20))));
        table.accepted(new BundleAdd(1, flags, GroupMod.put(group(6))));
        table.exchange(BundleControl.class, new BundleControl(1, BundleControl.Type.CLOSE_REQUEST, flags));
        table.exchange(BundleControl.class, new BundleControl(1, BundleControl.Type.COMMIT_REQUEST, flags));
        table.exchange(BundleControl.class, new BundleControl(2, BundleControl.Type.OPEN_REQUEST, flags));
        table.exchange(BundleControl.class, new BundleControl(2, BundleControl.Type.DISCARD_REQUEST, flags));
    }

    private static void multiparts(MessageTable table) {
        table.exchange(MultipartReply.Desc.class, new MultipartRequest.Desc());
        // one flow and one group: the order of several is the switch's whim
        table.exchange(MultipartReply.Flows.class, MultipartRequest.Flows.of(0, 0, 0));
        table.exchange(
                MultipartReply.Aggregate.class, new MultipartRequest.Aggregate(MultipartRequest.Flows.of(0, 0, 0)));
        table.exchange(MultipartReply.Tables.class, new MultipartRequest.Tables());
        table.exchange(MultipartReply.TableDescs.class, new MultipartRequest.TableDescs());
        table.exchange(MultipartReply.TableFeatureList.class, MultipartRequest.TableFeatures.ASK);
        table.exchange(MultipartReply.Groups.class, new MultipartRequest.Groups(5));
        table.exchange(MultipartReply.Groups.class, new MultipartRequest.Groups(8));
        table.exchange(MultipartReply.GroupCounters.class, new MultipartRequest.GroupCounters(5));
        table.exchange(GroupFeatures.class, new MultipartRequest.GroupFeatures());
        table.exchange(MultipartReply.PortCounters.class, new MultipartRequest.PortCounters(1));
        table.exchange(MultipartReply.Queues.class, new MultipartRequest.Queues(1, MultipartRequest.ALL_QUEUES));
        table.exchange(
                MultipartReply.QueueCounters.class, new MultipartRequest.QueueCounters(1, MultipartRequest.ALL_QUEUES));
        table.exchange(MultipartReply.IpfixBridge.class, new MultipartRequest.IpfixBridge());
        table.exchange(MultipartReply.IpfixFlows.class, new MultipartRequest.IpfixFlows());
    }

    private static void asynchronous(MessageTable table, DummyOvs ovs) {
        table.accepted(new NxMessage.SetAsyncConfig(7, 0, 7, 7, 15, 0));
        table.accepted(new SetAsync(List.of(
                new SetAsync.Mask(SetAsync.REQUEST_FORWARD, 0b11),
                new SetAsync.Mask(SetAsync.PACKET_IN, 0b111111),
                new SetAsync.Mask(SetAsync.TABLE_STATUS, 0b11000),
                new SetAsync.Mask(SetAsync.ROLE_STATUS, 0b111),
                new SetAsync.Mask(SetAsync.ROLE_STATUS_SECONDARY, 0b111))));
        table.exchange(SetAsync.Reply.class, new SetAsync.Request());
        for (int priority = 1; priority < 4; priority++) {
            table.accepted(FlowMod.add(new Flow(7, priority, Match.ANY, 1, List.of())));
        }
        table.exchange(TableStatus.class, FlowMod.add(new Flow(7, 4, Match.ANY, 1, List.of())));
        Flow watched = flow(0, 30);
        table.accepted(new FlowMod(FlowMod.Command.ADD, watched, 0, 0, 0, FlowMod.ANY, FlowMod.ANY, 1, 0));
        table.exchange(FlowRemoved.class, FlowMod.deleteStrict(watched));
        int flags = MultipartRequest.FlowMonitor.ADD
                | MultipartRequest.FlowMonitor.REMOVED
                | MultipartRequest.FlowMonitor.INSTRUCTIONS;
        table.exchange(MultipartReply.FlowUpdates.class, MultipartRequest.FlowMonitor.add(1, flags));
        ovs.ofctl("add-flow", BRIDGE, "table=3,priority=1,cookie=0x9,ip,nw_src=10.0.0.0/8,actions=resubmit(,4)");
        table.observed("ovs-ofctl add-flow", MultipartReply.FlowUpdates.class);
        table.exchange(MultipartReply.FlowUpdates.class, FlowMod.add(flow(3, 2)));
        table.accepted(MultipartRequest.FlowMonitor.cancel(1));
        ovs.ofctl("del-groups", BRIDGE, "group_id=6");
        table.observed("ovs-ofctl del-groups", RequestForward.class);
        ovs.ofctl("mod-meter", BRIDGE, "meter=4,kbps,band=type=drop,rate=77");
        table.observed("ovs-ofctl mod-meter", RequestForward.class);
        ovs.addPort(BRIDGE, "p2", 2, "");
        table.observed("ovs-vsctl add-port", PortStatus.class);
        try (RawClient other = new RawClient(ovs.managementSocket(BRIDGE))) {
            other.send(new OfMessage.Hello(6, 1 << 6));
            other.readUntil(OfMessage.Hello.class);
            other.send(new OfMessage.RoleRequest(OfMessage.Role.PRIMARY, 6));
            other.readUntil(OfMessage.RoleReply.class);
        }
        table.observed("another primary, generation 6", OfMessage.RoleStatus.class);
        table.exchange(OfMessage.RoleReply.class, new OfMessage.RoleRequest(OfMessage.Role.PRIMARY, 7));
    }

    private static void packetIns(MessageTable table) {
        table.exchange(
                PacketIn.class, new PacketOut(IN_PORT, List.of(new Action.Output(PortRef.CONTROLLER, 0xffff)), PACKET));
        table.accepted(new NxMessage.SetControllerId(3));
        table.accepted(new NxMessage.SetPacketInFormat(NxMessage.SetPacketInFormat.Format.NXT2));
        Action pause =
                new Action.Controller(0xffff, 3, 1, Octets.parse("0102030405"), true, Action.Controller.NO_METER);
        Action again = new Action.Controller(10, 3, 1, Octets.EMPTY, false, Action.Controller.NO_METER);
        table.accepted(FlowMod.add(new Flow(0, 100, IN_PORT, 0x77, apply(pause, again))));
        PacketIn2 paused = table.exchange(
                PacketIn2.class, new PacketOut(IN_PORT, List.of(new Action.Output(PortRef.TABLE)), PACKET));
        table.exchange(PacketIn2.class, new PacketIn2.Resume(paused));
    }

    private static void connections(MessageTable table) {
        table.accepted(new NxMessage.TlvTableMod(
                NxMessage.TlvTableMod.Command.ADD, List.of(new NxMessage.TlvMap(0xffff, 1, 4, 0))));
        table.exchange(NxMessage.TlvTableReply.class, new NxMessage.TlvTableRequest());
        table.accepted(new NxMessage.CtFlushZone(5));
        Bits source = new Bits(0, 0xffff_0a00_0001L);
        Bits destination = new Bits(0, 0xffff_0a00_0002L);
        table.accepted(new CtFlush(6, 5, new CtFlush.Tuple(source, destination, 1024, 80, null), null));
        table.accepted(new CtFlush(
                1, null, null, new CtFlush.Tuple(source, destination, null, null, new CtFlush.Icmp(1, 8, 0))));
        table.accepted(CtFlush.ALL);
    }

    private static void unknown(MessageTable table) {
        table.refused("OFPBRC_BAD_VENDOR", new OfMessage.Experimenter(0x1234, 1, Octets.EMPTY));
        table.refused("OFPBRC_BAD_TYPE", new OfMessage.RawMessage(36, Octets.EMPTY));
        table.refused("OFPBRC_BAD_VENDOR", new MultipartRequest.Experimenter(0x1234, 1, Octets.EMPTY));
        table.refused("OFPBRC_BAD_STAT", new MultipartRequest.Raw(19, Octets.EMPTY));
        table.refused("OFPBRC_BAD_STAT", new MultipartRequest.FlowCounters(MultipartRequest.Flows.ALL));
        table.refused("OFPBRC_BAD_STAT", new MultipartRequest.ControllerStatuses());
        table.refused("OFPBRC_BAD_SUBTYPE", new MultipartRequest.NxFlowMonitor(1, 0x2, 0xffff, 0xff, IN_PORT));
        table.refused("OFPBRC_BAD_SUBTYPE", new NxMessage.SetAsyncConfig2(List.of()));
        table.refused("OFPBRC_BAD_SUBTYPE", new NxMessage.FlowMonitorCancel(1));
        table.refused("OFPBRC_BAD_SUBTYPE", new NxMessage.FlowMonitorPaused());
        table.refused("OFPBRC_BAD_SUBTYPE", new NxMessage.FlowMonitorResumed());
        ControllerStatus status = new ControllerStatus(1, OfMessage.Role.EQUAL, 0, true, List.of());
        table.refused("OFPBRC_BAD_TYPE", new ControllerStatus.Changed(status));
        table.refused("OFPBRC_BAD_STAT", new MultipartReply.ControllerStatuses(false, List.of(status)));
        table.refused("OFPBRC_BAD_STAT", new MultipartReply.FlowCounterList(false, List.of()));
        table.refused("OFPBRC_BAD_SUBTYPE", new MultipartReply.NxFlowUpdates(false, List.of()));
        table.refused("OFPBRC_BAD_VENDOR", new MultipartReply.Experimenter(false, 0x1234, 1, Octets.EMPTY));
        table.refused("OFPBRC_BAD_STAT", new MultipartReply.Raw(false, 19, Octets.EMPTY));
    }

    private static void incompatible(MessageTable table, DummyOvs ovs) {
        try (RawClient other = new RawClient(ovs.managementSocket(BRIDGE))) {
            RawClient.Captured sent = other.send(new OfMessage.Hello(4, 1 << 4));
            table.row(sent, other.readUntil(OfError.class), OfError.class);
        }
    }

    private static Flow flow(int table, int priority) {
        Match match = Match.builder()
                .inPort(new PortRef.Numbered(1))
                .eq(Field.ETH_TYPE, 0x800)
                .masked(Field.REG0, Bits.of(0x10), Bits.of(0xf0))
                .build();
        return new Flow(
                table,
                priority,
                match,
                0x4844_0100_0000_0001L,
                List.of(
                        new Instruction.Apply(List.of(
                                Action.SetField.of(Field.REG1, 7),
                                new Action.Move(Field.IPV4_DST, 0, Field.REG2, 0, 32),
                                new Action.Resubmit(table + 1))),
                        new Instruction.Goto(table + 2)));
    }

    private static List<Instruction> apply(Action... actions) {
        return List.of(new Instruction.Apply(List.of(actions)));
    }
}
