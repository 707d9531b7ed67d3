package dev.heddle.ovs.openflow.codec;

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
import dev.heddle.ovs.openflow.BundleControl;
import dev.heddle.ovs.openflow.FlowEntry;
import dev.heddle.ovs.openflow.FlowMod;
import dev.heddle.ovs.openflow.FlowRemoved;
import dev.heddle.ovs.openflow.FlowStats;
import dev.heddle.ovs.openflow.GroupMod;
import dev.heddle.ovs.openflow.GroupStats;
import dev.heddle.ovs.openflow.MeterMod;
import dev.heddle.ovs.openflow.MeterStats;
import dev.heddle.ovs.openflow.MultipartReply;
import dev.heddle.ovs.openflow.MultipartRequest;
import dev.heddle.ovs.openflow.OfError;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.PacketIn;
import dev.heddle.ovs.openflow.PacketOut;
import dev.heddle.ovs.openflow.SetAsync;
import dev.heddle.ovs.openflow.TableStats;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.projectfloodlight.openflow.protocol.OFBadActionCode;
import org.projectfloodlight.openflow.protocol.OFBundleCtrlType;
import org.projectfloodlight.openflow.protocol.OFBundleFlags;
import org.projectfloodlight.openflow.protocol.OFCapabilities;
import org.projectfloodlight.openflow.protocol.OFConfigFlags;
import org.projectfloodlight.openflow.protocol.OFControllerRole;
import org.projectfloodlight.openflow.protocol.OFControllerRoleReason;
import org.projectfloodlight.openflow.protocol.OFFactories;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.protocol.OFFlowMod;
import org.projectfloodlight.openflow.protocol.OFFlowModFlags;
import org.projectfloodlight.openflow.protocol.OFFlowMonitorCommand;
import org.projectfloodlight.openflow.protocol.OFFlowMonitorFlags;
import org.projectfloodlight.openflow.protocol.OFFlowRemovedReason;
import org.projectfloodlight.openflow.protocol.OFGroupBucket;
import org.projectfloodlight.openflow.protocol.OFGroupMod;
import org.projectfloodlight.openflow.protocol.OFGroupType;
import org.projectfloodlight.openflow.protocol.OFMessage;
import org.projectfloodlight.openflow.protocol.OFMeterFlags;
import org.projectfloodlight.openflow.protocol.OFMeterModCommand;
import org.projectfloodlight.openflow.protocol.OFPacketInReason;
import org.projectfloodlight.openflow.protocol.OFStatsReplyFlags;
import org.projectfloodlight.openflow.protocol.OFVersion;
import org.projectfloodlight.openflow.protocol.match.MatchField;
import org.projectfloodlight.openflow.protocol.meterband.OFMeterBand;
import org.projectfloodlight.openflow.protocol.stat.Stat;
import org.projectfloodlight.openflow.types.BundleId;
import org.projectfloodlight.openflow.types.DatapathId;
import org.projectfloodlight.openflow.types.EthType;
import org.projectfloodlight.openflow.types.IPv4Address;
import org.projectfloodlight.openflow.types.IPv6Address;
import org.projectfloodlight.openflow.types.IpProtocol;
import org.projectfloodlight.openflow.types.MacAddress;
import org.projectfloodlight.openflow.types.OFAuxId;
import org.projectfloodlight.openflow.types.OFBooleanValue;
import org.projectfloodlight.openflow.types.OFBufferId;
import org.projectfloodlight.openflow.types.OFGroup;
import org.projectfloodlight.openflow.types.OFMetadata;
import org.projectfloodlight.openflow.types.OFPort;
import org.projectfloodlight.openflow.types.TableId;
import org.projectfloodlight.openflow.types.TransportPort;
import org.projectfloodlight.openflow.types.U32;
import org.projectfloodlight.openflow.types.U64;

/** Standard messages, each written down twice: as this library has it and as openflowj has it. */
final class OpenflowjPairs {
    static final int XID = 7;
    static final long COOKIE = 0x1122334455667788L;
    private static final OFFactory OF = OFFactories.getFactory(OFVersion.OF_15);
    private static final byte[] PACKET = new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};

    private OpenflowjPairs() {}

    /** One message here and there. */
    record Pair(OfMessage ours, OFMessage theirs) {
        @Override
        public String toString() {
            return ours.toString();
        }
    }

    private static Pair pair(OfMessage ours, OFMessage.Builder theirs) {
        return new Pair(ours, theirs.setXid(XID).build());
    }

    static Stream<Pair> all() {
        return Stream.of(
                        connection(),
                        flows(),
                        actions(),
                        matches(),
                        groups(),
                        meters(),
                        bundles(),
                        packets(),
                        multiparts())
                .flatMap(pairs -> pairs);
    }

    private static Stream<Pair> connection() {
        return Stream.of(
                pair(
                        new OfMessage.Hello(6, 1 << 6),
                        OF.buildHello()
                                .setElements(List.of(OF.buildHelloElemVersionbitmap()
                                        .setBitmaps(List.of(U32.of(1 << 6)))
                                        .build()))),
                pair(
                        new OfMessage.EchoRequest(Octets.of(PACKET)),
                        OF.buildEchoRequest().setData(PACKET)),
                pair(
                        new OfMessage.EchoReply(Octets.of(PACKET)),
                        OF.buildEchoReply().setData(PACKET)),
                pair(new OfMessage.FeaturesRequest(), OF.buildFeaturesRequest()),
                pair(
                        new OfMessage.FeaturesReply(0x0102030405060708L, 9, 254, 3, 0b101),
                        OF.buildFeaturesReply()
                                .setDatapathId(DatapathId.of(0x0102030405060708L))
                                .setNBuffers(9)
                                .setNTables((short) 254)
                                .setAuxiliaryId(OFAuxId.of(3))
                                .setCapabilities(EnumSet.of(OFCapabilities.FLOW_STATS, OFCapabilities.PORT_STATS))),
                pair(
                        new OfMessage.SetConfig(0, 0xffe5),
                        OF.buildSetConfig()
                                .setFlags(EnumSet.of(OFConfigFlags.FRAG_NORMAL))
                                .setMissSendLen(0xffe5)),
                pair(new OfMessage.ConfigRequest(), OF.buildGetConfigRequest()),
                pair(
                        new OfMessage.ConfigReply(1, 128),
                        OF.buildGetConfigReply()
                                .setFlags(EnumSet.of(OFConfigFlags.FRAG_DROP))
                                .setMissSendLen(128)),
                pair(
                        new OfMessage.RoleRequest(OfMessage.Role.PRIMARY, COOKIE),
                        OF.buildRoleRequest()
                                .setRole(OFControllerRole.ROLE_MASTER)
                                .setGenerationId(U64.of(COOKIE))),
                pair(
                        new OfMessage.RoleReply(OfMessage.Role.EQUAL, COOKIE),
                        OF.buildRoleReply().setRole(OFControllerRole.ROLE_EQUAL).setGenerationId(U64.of(COOKIE))),
                pair(new SetAsync.Request(), OF.buildAsyncGetRequest()),
                pair(new OfMessage.BarrierRequest(), OF.buildBarrierRequest()),
                pair(new OfMessage.BarrierReply(), OF.buildBarrierReply()),
                pair(
                        new OfMessage.RoleStatus(OfMessage.Role.SECONDARY, 1, COOKIE),
                        OF.buildRoleStatus()
                                .setRole(OFControllerRole.ROLE_SLAVE)
                                .setReason(OFControllerRoleReason.CONFIG)
                                .setGenerationId(U64.of(COOKIE))),
                pair(
                        new OfError(2, 5, 0, Octets.EMPTY),
                        OF.errorMsgs().buildBadActionErrorMsg().setCode(OFBadActionCode.BAD_ARGUMENT)));
    }

    private static Stream<Pair> flows() {
        Flow flow = new Flow(3, 100, Match.ANY, COOKIE, List.of(new Instruction.Goto(9)));
        Flow none = new Flow(3, 100, Match.ANY, COOKIE, List.of());
        return Stream.of(
                pair(
                        new FlowMod(FlowMod.Command.ADD, flow, 0, 10, 20, -1, -1, 0b10111, 7),
                        fill(OF.buildFlowAdd())
                                .setIdleTimeout(10)
                                .setHardTimeout(20)
                                .setImportance(7)
                                .setFlags(EnumSet.of(
                                        OFFlowModFlags.SEND_FLOW_REM,
                                        OFFlowModFlags.CHECK_OVERLAP,
                                        OFFlowModFlags.RESET_COUNTS,
                                        OFFlowModFlags.NO_BYT_COUNTS))
                                .setInstructions(List.of(OF.instructions().gotoTable(TableId.of(9))))),
                pair(
                        new FlowMod(FlowMod.Command.MODIFY, flow, -1, 0, 0, -1, -1, 0, 0),
                        fill(OF.buildFlowModify())
                                .setCookieMask(U64.NO_MASK)
                                .setInstructions(List.of(OF.instructions().gotoTable(TableId.of(9))))),
                pair(
                        new FlowMod(FlowMod.Command.MODIFY_STRICT, none, 0xff, 0, 0, -1, -1, 0, 0),
                        fill(OF.buildFlowModifyStrict()).setCookieMask(U64.of(0xff))),
                pair(
                        new FlowMod(FlowMod.Command.DELETE, none, 0, 0, 0, 5, 6, 0, 0),
                        fill(OF.buildFlowDelete()).setOutPort(OFPort.of(5)).setOutGroup(OFGroup.of(6))),
                pair(
                        new FlowMod(FlowMod.Command.DELETE_STRICT, none, 0, 0, 0, -1, -1, 0, 0),
                        fill(OF.buildFlowDeleteStrict())));
    }

    private static OFFlowMod.Builder fill(OFFlowMod.Builder builder) {
        return builder.setTableId(TableId.of(3))
                .setPriority(100)
                .setCookie(U64.of(COOKIE))
                .setBufferId(OFBufferId.NO_BUFFER)
                .setOutPort(OFPort.ANY)
                .setOutGroup(OFGroup.ANY);
    }

    private static Stream<Pair> actions() {
        List<Action> ours = List.of(
                new Action.Output(new PortRef.Numbered(4)),
                new Action.Output(PortRef.CONTROLLER, 128),
                new Action.Output(PortRef.IN_PORT),
                new Action.Group(8),
                new Action.Meter(9),
                new Action.SetQueue(10),
                new Action.PushVlan(0x88a8),
                new Action.PopVlan(),
                new Action.PushMpls(0x8847),
                new Action.PopMpls(0x800),
                new Action.SetMplsTtl(63),
                new Action.DecMplsTtl(),
                new Action.SetTtl(62),
                new Action.DecTtl(List.of()),
                Action.SetField.of(Field.ETH_SRC, 0x020304050607L),
                Action.SetField.of(Field.IPV4_DST, 0x0a000001L),
                Action.SetField.of(Field.TUN_ID, 77));
        var of = OF.actions();
        var theirs = List.of(
                of.output(OFPort.of(4), 0),
                of.output(OFPort.CONTROLLER, 128),
                of.output(OFPort.IN_PORT, 0),
                of.group(OFGroup.of(8)),
                of.meter(9),
                of.setQueue(10),
                of.pushVlan(EthType.of(0x88a8)),
                of.popVlan(),
                of.pushMpls(EthType.of(0x8847)),
                of.popMpls(EthType.of(0x800)),
                of.setMplsTtl((short) 63),
                of.decMplsTtl(),
                of.setNwTtl((short) 62),
                of.decNwTtl(),
                of.setField(OF.oxms().ethSrc(MacAddress.of(0x020304050607L))),
                of.setField(OF.oxms().ipv4Dst(IPv4Address.of(0x0a000001))),
                of.setField(OF.oxms().tunnelId(U64.of(77))));
        List<Pair> out = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            out.add(instruction(
                    new Instruction.Apply(ours.subList(i, i + 1)),
                    OF.instructions().applyActions(List.of(theirs.get(i)))));
        }
        out.add(instruction(new Instruction.Apply(ours), OF.instructions().applyActions(List.copyOf(theirs))));
        out.add(instruction(
                new Instruction.WriteActions(ours.subList(0, 1)),
                OF.instructions().writeActions(List.of(theirs.getFirst()))));
        out.add(instruction(new Instruction.ClearActions(), OF.instructions().clearActions()));
        out.add(instruction(
                new Instruction.WriteMetadata(5, 0xff), OF.instructions().writeMetadata(U64.of(5), U64.of(0xff))));
        return out.stream();
    }

    private static Pair instruction(
            Instruction ours, org.projectfloodlight.openflow.protocol.instruction.OFInstruction theirs) {
        return pair(
                FlowMod.add(new Flow(3, 100, Match.ANY, COOKIE, List.of(ours))),
                fill(OF.buildFlowAdd()).setInstructions(List.of(theirs)));
    }

    /** Each in the order in which openflowj writes terms, so that both ways can be compared. */
    private static Stream<Pair> matches() {
        return Stream.of(
                match(
                        Match.builder().inPort(new PortRef.Numbered(9)),
                        OF.buildMatch().setExact(MatchField.IN_PORT, OFPort.of(9))),
                match(
                        Match.builder().masked(Field.METADATA, Bits.of(5), Bits.of(0xf)),
                        OF.buildMatch().setMasked(MatchField.METADATA, OFMetadata.ofRaw(5), OFMetadata.ofRaw(0xf))),
                match(
                        Match.builder().masked(Field.ETH_DST, Bits.of(0x010000000000L), Bits.of(0x010000000000L)),
                        OF.buildMatch()
                                .setMasked(
                                        MatchField.ETH_DST,
                                        MacAddress.of(0x010000000000L),
                                        MacAddress.of(0x010000000000L))),
                match(
                        Match.builder()
                                .eq(Field.ETH_TYPE, 0x800)
                                .eq(Field.IP_PROTO, 6)
                                .eq(Field.TCP_DST, 443),
                        OF.buildMatch()
                                .setExact(MatchField.ETH_TYPE, EthType.IPv4)
                                .setExact(MatchField.IP_PROTO, IpProtocol.TCP)
                                .setExact(MatchField.TCP_DST, TransportPort.of(443))),
                match(
                        Match.builder()
                                .eq(Field.ETH_TYPE, 0x800)
                                .masked(Field.IPV4_SRC, Bits.of(0x0a000000), Bits.of(0xff000000L)),
                        OF.buildMatch()
                                .setExact(MatchField.ETH_TYPE, EthType.IPv4)
                                .setMasked(
                                        MatchField.IPV4_SRC, IPv4Address.of(0x0a000000), IPv4Address.of(0xff000000))),
                match(
                        Match.builder()
                                .eq(Field.ETH_TYPE, 0x86dd)
                                .eq(Field.IPV6_DST, new Bits(0x20010db800000000L, 0x1234567890abcdefL)),
                        OF.buildMatch()
                                .setExact(MatchField.ETH_TYPE, EthType.IPv6)
                                .setExact(
                                        MatchField.IPV6_DST, IPv6Address.of(0x20010db800000000L, 0x1234567890abcdefL))),
                match(
                        Match.builder()
                                .eq(Field.ETH_TYPE, 0x8847)
                                .eq(Field.MPLS_LABEL, 0x12345)
                                .eq(Field.MPLS_BOS, 1),
                        OF.buildMatch()
                                .setExact(MatchField.ETH_TYPE, EthType.MPLS_UNICAST)
                                .setExact(MatchField.MPLS_LABEL, U32.of(0x12345))
                                .setExact(MatchField.MPLS_BOS, OFBooleanValue.TRUE)),
                match(
                        Match.builder().eq(Field.TUN_ID, 0x123456789L),
                        OF.buildMatch().setExact(MatchField.TUNNEL_ID, U64.of(0x123456789L))));
    }

    private static Pair match(Match.Builder ours, org.projectfloodlight.openflow.protocol.match.Match.Builder theirs) {
        return pair(
                FlowMod.add(new Flow(3, 100, ours.build(), COOKIE, List.of())),
                fill(OF.buildFlowAdd()).setMatch(theirs.build()));
    }

    private static Stream<Pair> groups() {
        Group drops = new Group(5, Group.Type.ALL, List.of());
        return Stream.of(
                pair(new GroupMod(GroupMod.Command.ADD, -1, drops), fill(OF.buildGroupAdd())),
                pair(new GroupMod(GroupMod.Command.MODIFY, -1, drops), fill(OF.buildGroupModify())),
                pair(new GroupMod(GroupMod.Command.DELETE, -1, drops), fill(OF.buildGroupDelete())),
                pair(
                        new GroupMod(GroupMod.Command.INSERT_BUCKET, -2, drops),
                        fill(OF.buildGroupInsertBucket()).setCommandBucketId(OFGroupBucket.BUCKET_LAST)));
    }

    private static OFGroupMod.Builder fill(OFGroupMod.Builder builder) {
        return builder.setGroup(OFGroup.of(5))
                .setGroupType(OFGroupType.ALL)
                .setCommandBucketId(OFGroupBucket.BUCKET_ALL);
    }

    private static Stream<Pair> meters() {
        List<Meter.Band> bands = List.of(new Meter.Band.Drop(1000, 50), new Meter.Band.DscpRemark(500, 40, 2));
        Meter meter = new Meter(9, Meter.KBPS | Meter.BURST, bands);
        EnumSet<OFMeterFlags> flags = EnumSet.of(OFMeterFlags.KBPS, OFMeterFlags.BURST);
        List<OFMeterBand> theirBands = List.of(
                OF.meterBands().drop(1000, 50),
                OF.meterBands()
                        .buildDscpRemark()
                        .setRate(500)
                        .setBurstSize(40)
                        .setPrecLevel((short) 2)
                        .build());
        return Stream.of(
                pair(
                        MeterMod.add(meter),
                        OF.buildMeterMod()
                                .setCommand(OFMeterModCommand.ADD)
                                .setMeterId(9)
                                .setFlags(flags)
                                .setBands(theirBands)),
                pair(
                        MeterMod.delete(9),
                        OF.buildMeterMod().setCommand(OFMeterModCommand.DELETE).setMeterId(9)),
                pair(
                        new MultipartRequest.Meters(9),
                        OF.buildMeterConfigStatsRequest().setMeterId(9)),
                pair(
                        new MultipartRequest.MeterCounters(9),
                        OF.buildMeterStatsRequest().setMeterId(9)),
                pair(
                        new MultipartReply.MeterCounters(
                                false,
                                List.of(new MeterStats(
                                        9, 1, 2, 3, 4_000_000_005L, List.of(new GroupStats.Counter(6, 7))))),
                        OF.buildMeterStatsReply()
                                .setEntries(List.of(OF.buildMeterStats()
                                        .setMeterId(9)
                                        .setRefCount(1)
                                        .setPacketInCount(U64.of(2))
                                        .setByteInCount(U64.of(3))
                                        .setDurationSec(4)
                                        .setDurationNsec(5)
                                        .setBandStats(List.of(OF.buildMeterBandStats()
                                                .setPacketBandCount(U64.of(6))
                                                .setByteBandCount(U64.of(7))
                                                .build()))
                                        .build()))));
    }

    private static Stream<Pair> bundles() {
        int flags = BundleControl.ATOMIC | BundleControl.ORDERED;
        Set<OFBundleFlags> theirFlags = EnumSet.of(OFBundleFlags.ATOMIC, OFBundleFlags.ORDERED);
        return Stream.of(pair(
                new BundleControl(9, BundleControl.Type.COMMIT_REQUEST, flags),
                OF.buildBundleCtrlMsg()
                        .setBundleId(BundleId.of(9))
                        .setBundleCtrlType(OFBundleCtrlType.COMMIT_REQUEST)
                        .setFlags(theirFlags)));
    }

    private static Stream<Pair> packets() {
        Match in = Match.builder().inPort(new PortRef.Numbered(3)).build();
        var inPort = OF.buildMatch().setExact(MatchField.IN_PORT, OFPort.of(3)).build();
        return Stream.of(
                pair(
                        new PacketOut(in, List.of(new Action.Output(new PortRef.Numbered(2))), Octets.of(PACKET)),
                        OF.buildPacketOut()
                                .setBufferId(OFBufferId.NO_BUFFER)
                                .setMatch(inPort)
                                .setActions(List.of(OF.actions().output(OFPort.of(2), 0)))
                                .setData(PACKET)),
                pair(
                        new PacketIn(-1, 900, 1, 4, COOKIE, in, Octets.of(PACKET)),
                        OF.buildPacketIn()
                                .setBufferId(OFBufferId.NO_BUFFER)
                                .setTotalLen(900)
                                .setReason(OFPacketInReason.ACTION)
                                .setTableId(TableId.of(4))
                                .setCookie(U64.of(COOKIE))
                                .setMatch(inPort)
                                .setData(PACKET)),
                pair(
                        new FlowRemoved(4, 2, 99, 5, 6, COOKIE, in, stats()),
                        OF.buildFlowRemoved()
                                .setTableId(TableId.of(4))
                                .setReason(OFFlowRemovedReason.DELETE)
                                .setPriority(99)
                                .setIdleTimeout(5)
                                .setHardTimeout(6)
                                .setCookie(U64.of(COOKIE))
                                .setMatch(inPort)
                                .setStats(theirStats())));
    }

    private static Stream<Pair> multiparts() {
        Flow flow = new Flow(3, 100, Match.ANY, COOKIE, List.of(new Instruction.Goto(9)));
        return Stream.of(
                pair(new MultipartRequest.Desc(), OF.buildDescStatsRequest()),
                pair(
                        new MultipartReply.Desc(true, "maker", "hard", "soft", "serial", "path"),
                        OF.buildDescStatsReply()
                                .setFlags(EnumSet.of(OFStatsReplyFlags.REPLY_MORE))
                                .setMfrDesc("maker")
                                .setHwDesc("hard")
                                .setSwDesc("soft")
                                .setSerialNum("serial")
                                .setDpDesc("path")),
                pair(
                        new MultipartRequest.Flows(3, -1, -1, COOKIE, 0xff, Match.ANY),
                        OF.buildFlowStatsRequest()
                                .setTableId(TableId.of(3))
                                .setOutPort(OFPort.ANY)
                                .setOutGroup(OFGroup.ANY)
                                .setCookie(U64.of(COOKIE))
                                .setCookieMask(U64.of(0xff))),
                pair(
                        new MultipartReply.Flows(false, List.of(new FlowEntry(flow, 5, 6, 1, 7, stats()))),
                        OF.buildFlowStatsReply()
                                .setEntries(List.of(OF.buildFlowStatsEntry()
                                        .setTableId(TableId.of(3))
                                        .setPriority(100)
                                        .setIdleTimeout(5)
                                        .setHardTimeout(6)
                                        .setImportance(7)
                                        .setFlags(EnumSet.of(OFFlowModFlags.SEND_FLOW_REM))
                                        .setCookie(U64.of(COOKIE))
                                        .setMatch(OF.buildMatch().build())
                                        .setStats(theirStats())
                                        .setInstructions(
                                                List.of(OF.instructions().gotoTable(TableId.of(9))))
                                        .build()))),
                pair(new MultipartRequest.Tables(), OF.buildTableStatsRequest()),
                pair(
                        new MultipartReply.Tables(false, List.of(new TableStats(3, 4, 5, 6))),
                        OF.buildTableStatsReply()
                                .setEntries(List.of(OF.buildTableStatsEntry()
                                        .setTableId(TableId.of(3))
                                        .setActiveCount(4)
                                        .setLookupCount(U64.of(5))
                                        .setMatchedCount(U64.of(6))
                                        .build()))),
                pair(
                        new MultipartRequest.Groups(8),
                        OF.buildGroupDescStatsRequest().setGroup(OFGroup.of(8))),
                pair(
                        new MultipartRequest.GroupCounters(8),
                        OF.buildGroupStatsRequest().setGroup(OFGroup.of(8))),
                pair(
                        new MultipartReply.GroupCounters(
                                false,
                                List.of(new GroupStats(
                                        8, 1, 2, 3, 4_000_000_005L, List.of(new GroupStats.Counter(6, 7))))),
                        OF.buildGroupStatsReply()
                                .setEntries(List.of(OF.buildGroupStatsEntry()
                                        .setGroup(OFGroup.of(8))
                                        .setRefCount(1)
                                        .setPacketCount(U64.of(2))
                                        .setByteCount(U64.of(3))
                                        .setDurationSec(4)
                                        .setDurationNsec(5)
                                        .setBucketStats(List.of(OF.buildBucketCounter()
                                                .setPacketCount(U64.of(6))
                                                .setByteCount(U64.of(7))
                                                .build()))
                                        .build()))),
                pair(
                        new MultipartRequest.Ports(3),
                        OF.buildPortDescStatsRequest().setPortNo(OFPort.of(3))),
                pair(
                        new MultipartRequest.FlowMonitor(
                                4,
                                -1,
                                -1,
                                MultipartRequest.FlowMonitor.ADD,
                                3,
                                MultipartRequest.FlowMonitor.Command.ADD,
                                Match.ANY),
                        OF.buildFlowMonitorRequest()
                                .setEntries(List.of(OF.buildFlowMonitorEntry()
                                        .setMonitorId(4)
                                        .setOutPort(0xffffffffL)
                                        .setOutGroup(0xffffffffL)
                                        .setFlags(EnumSet.of(OFFlowMonitorFlags.ADD))
                                        .setTableId(TableId.of(3))
                                        .setCommand(OFFlowMonitorCommand.ADD)
                                        .setMatch(OF.buildMatch().build())
                                        .build()))));
    }

    private static FlowStats stats() {
        return new FlowStats(1_000_000_002L, 3_000_000_000L, FlowStats.ABSENT, FlowStats.ABSENT);
    }

    private static Stat theirStats() {
        return OF.buildStatV6()
                .setOxsFields(org.projectfloodlight.openflow.protocol.OFOxsList.of(
                        OF.oxss().buildDuration().setValue(U64.of(1L << 32 | 2)).build(),
                        OF.oxss().buildIdleTime().setValue(U64.of(3L << 32)).build()))
                .build();
    }
}
