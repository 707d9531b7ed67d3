package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Flow;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Octets;
import dev.heddle.ovs.openflow.ControllerStatus;
import dev.heddle.ovs.openflow.FlowCounters;
import dev.heddle.ovs.openflow.FlowEntry;
import dev.heddle.ovs.openflow.FlowStats;
import dev.heddle.ovs.openflow.FlowUpdate;
import dev.heddle.ovs.openflow.GroupFeatures;
import dev.heddle.ovs.openflow.GroupStats;
import dev.heddle.ovs.openflow.IpfixStats;
import dev.heddle.ovs.openflow.MeterFeatures;
import dev.heddle.ovs.openflow.MeterStats;
import dev.heddle.ovs.openflow.MultipartReply;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.PortStats;
import dev.heddle.ovs.openflow.QueueDesc;
import dev.heddle.ovs.openflow.QueueStats;
import dev.heddle.ovs.openflow.TableFeatures;
import dev.heddle.ovs.openflow.TableFeatures.Property;
import dev.heddle.ovs.openflow.TableStats;
import java.util.List;
import java.util.function.Function;

/** Multipart replies of every type. */
final class RandomReplies {
    private static final Octets UNKNOWN = Octets.parse("ffff000a" + "00001234" + "0102" + "000000000000");

    private final RandomMessages random;
    private final RandomSwitchMessages others;
    private final List<Function<Boolean, MultipartReply>> kinds;

    RandomReplies(RandomMessages random, RandomGroups groups) {
        this.random = random;
        this.others = new RandomSwitchMessages(random);
        kinds = List.of(
                more -> new MultipartReply.Desc(more, "maker", "\u00dcnl\u00fc", "3.1.0", "s".repeat(32), ""),
                this::aggregate,
                more -> new MultipartReply.Flows(more, random.list(6, this::entry)),
                more -> new MultipartReply.FlowCounterList(more, random.list(6, this::flowCounters)),
                more -> new MultipartReply.Tables(
                        more,
                        random.list(
                                9, () -> new TableStats(random.u8(), random.u32(), random.int64(), random.int64()))),
                more -> new MultipartReply.TableDescs(more, random.list(5, others::table)),
                more -> new MultipartReply.TableFeatureList(more, random.list(3, this::tableFeatures)),
                more -> new MultipartReply.Groups(more, random.list(4, groups::group)),
                more -> new MultipartReply.GroupCounters(more, random.list(4, this::groupStats)),
                more -> new GroupFeatures(more, random.int32(), random.int32(), four(), four()),
                more -> new MultipartReply.Meters(more, random.list(4, groups::meter)),
                more -> new MultipartReply.MeterCounters(more, random.list(4, this::meterStats)),
                more -> new MeterFeatures(more, random.u32(), random.int32(), random.int32(), random.u8(), random.u8()),
                more -> new MultipartReply.Ports(more, random.list(4, others::port)),
                more -> new MultipartReply.PortCounters(more, random.list(4, this::portStats)),
                more -> new MultipartReply.Queues(more, random.list(4, this::queue)),
                more -> new MultipartReply.QueueCounters(more, random.list(4, this::queueStats)),
                more -> new MultipartReply.FlowUpdates(more, random.list(6, this::update)),
                more -> new MultipartReply.NxFlowUpdates(more, random.list(6, this::nxUpdate)),
                more -> new MultipartReply.IpfixBridge(more, ipfix()),
                more -> new MultipartReply.IpfixFlows(more, random.list(4, this::ipfix)),
                more -> new MultipartReply.ControllerStatuses(more, random.list(3, this::status)),
                more -> new MultipartReply.Experimenter(more, 0x1234, random.int32(), random.octets(30)),
                more -> new MultipartReply.Raw(more, 20 + random.below(1000), random.octets(30)));
    }

    MultipartReply next() {
        return kinds.get(random.below(kinds.size())).apply(random.chance());
    }

    private MultipartReply aggregate(boolean more) {
        return random.below(4) == 0
                ? new MultipartReply.Aggregate(more, FlowStats.ABSENT, FlowStats.ABSENT, FlowStats.ABSENT)
                : new MultipartReply.Aggregate(more, random.u32(), random.u32(), random.u32());
    }

    private FlowEntry entry() {
        return new FlowEntry(random.flow(), random.u16(), random.u16(), random.u16(), random.u16(), random.stats());
    }

    private FlowCounters flowCounters() {
        return new FlowCounters(random.u8(), random.u8(), random.u16(), random.match(), random.stats());
    }

    TableFeatures tableFeatures() {
        return new TableFeatures(
                random.u8(),
                random.u8(),
                random.int32(),
                "table" + random.u8(),
                random.int64(),
                random.int64(),
                random.int32(),
                random.u32(),
                random.list(5, this::feature));
    }

    private Property feature() {
        return switch (random.below(5)) {
            case 0 -> new Property.Instructions(random.below(2), random.list(4, random::u16));
            case 1 -> new Property.Tables(2 + random.below(2), random.list(9, random::u8));
            case 2 -> new Property.Actions(4 + random.below(4), random.list(9, random::u16));
            case 3 ->
                new Property.Fields(
                        random.one(new Integer[] {8, 10, 12, 13, 14, 15}),
                        List.of(0x80000a02L << 32, 0xffff0008L << 32 | 0x2320, 0x00010404L << 32));
            default -> new Property.Raw(0xffff, UNKNOWN);
        };
    }

    private GroupStats groupStats() {
        return new GroupStats(
                random.int32(),
                random.u32(),
                random.int64(),
                random.int64(),
                random.nanos(),
                random.list(5, this::counter));
    }

    private GroupStats.Counter counter() {
        return new GroupStats.Counter(random.int64(), random.int64());
    }

    private MeterStats meterStats() {
        return new MeterStats(
                random.int32(),
                random.u32(),
                random.int64(),
                random.int64(),
                random.nanos(),
                random.list(3, this::counter));
    }

    private List<Integer> four() {
        return List.of(random.int32(), random.int32(), random.int32(), random.int32());
    }

    private PortStats portStats() {
        return new PortStats(
                random.int32(),
                random.nanos(),
                random.int64(),
                random.int64(),
                random.int64(),
                random.int64(),
                random.int64(),
                random.int64(),
                random.int64(),
                random.int64(),
                random.list(3, this::portCounter));
    }

    private PortStats.Property portCounter() {
        return switch (random.below(3)) {
            case 0 -> new PortStats.Property.Ethernet(random.int64(), random.int64(), random.int64(), random.int64());
            case 1 ->
                new PortStats.Property.Custom(
                        random.list(3, () -> new PortStats.Property.Counter("rx_" + random.int32(), random.int64())));
            default -> new PortStats.Property.Raw(UNKNOWN);
        };
    }

    private QueueDesc queue() {
        return new QueueDesc(random.int32(), random.int32(), random.list(3, () -> switch (random.below(3)) {
            case 0 -> new QueueDesc.Property.MinRate(random.u16());
            case 1 -> new QueueDesc.Property.MaxRate(random.u16());
            default -> new QueueDesc.Property.Raw(UNKNOWN);
        }));
    }

    private QueueStats queueStats() {
        return new QueueStats(
                random.int32(),
                random.int32(),
                random.int64(),
                random.int64(),
                random.int64(),
                random.nanos(),
                random.octets(16));
    }

    private FlowUpdate update() {
        return switch (random.below(4)) {
            case 0 -> new FlowUpdate.Abbreviated(random.int32());
            case 1 -> new FlowUpdate.Paused();
            case 2 -> new FlowUpdate.Resumed();
            default ->
                new FlowUpdate.Full(
                        random.one(FlowUpdate.Full.Event.values()),
                        random.u8(),
                        random.u16(),
                        random.u16(),
                        random.flow());
        };
    }

    private FlowUpdate nxUpdate() {
        if (random.below(4) == 0) {
            return new FlowUpdate.Abbreviated(random.int32());
        }
        Flow flow = random.flow();
        List<Instruction> actions = flow.instructions().stream()
                .filter(i -> i instanceof Instruction.Apply)
                .limit(1)
                .toList();
        if (actions.equals(List.of(new Instruction.Apply(List.of())))) {
            actions = List.of();
        }
        return new FlowUpdate.Full(
                random.one(new FlowUpdate.Full.Event[] {
                    FlowUpdate.Full.Event.ADDED, FlowUpdate.Full.Event.REMOVED, FlowUpdate.Full.Event.MODIFIED
                }),
                random.u16(),
                random.u16(),
                random.u16(),
                new Flow(flow.table(), flow.priority(), flow.match(), flow.cookie(), actions));
    }

    private IpfixStats ipfix() {
        return new IpfixStats(
                random.int64(),
                random.int64(),
                random.int64(),
                random.int64(),
                random.int64(),
                random.int64(),
                random.int64(),
                random.int64(),
                random.int64(),
                random.int64(),
                random.int32());
    }

    ControllerStatus status() {
        return new ControllerStatus(
                random.u16(),
                random.one(OfMessage.Role.values()),
                random.u8(),
                random.chance(),
                random.list(2, () -> UNKNOWN));
    }
}
