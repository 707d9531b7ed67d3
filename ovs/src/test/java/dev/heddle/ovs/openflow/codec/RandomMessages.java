package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Match;
import dev.heddle.flow.Octets;
import dev.heddle.flow.PortRef;
import dev.heddle.ovs.openflow.FlowEntry;
import dev.heddle.ovs.openflow.FlowMod;
import dev.heddle.ovs.openflow.FlowStats;
import dev.heddle.ovs.openflow.FlowUpdate;
import dev.heddle.ovs.openflow.GroupMod;
import dev.heddle.ovs.openflow.MultipartReply;
import dev.heddle.ovs.openflow.MultipartRequest;
import dev.heddle.ovs.openflow.OfError;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.PortDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Messages in the form in which they are decoded, of every type, from a seed. */
final class RandomMessages {
    private static final Field[] FIELDS = Field.values();

    private final SplittableRandom random;
    private final RandomActions actions;
    private final List<Supplier<OfMessage>> kinds;

    RandomMessages(long seed) {
        random = new SplittableRandom(seed);
        actions = new RandomActions(random);
        kinds = List.of(
                () -> new OfMessage.Hello(u8(), int32()),
                () -> random.nextBoolean()
                        ? new OfError(random.nextInt(0xffff), u16(), 0, octets(80))
                        : new OfError(OfError.EXPERIMENTER, u16(), int32(), octets(80)),
                () -> new OfMessage.EchoRequest(octets(20)),
                () -> new OfMessage.EchoReply(octets(20)),
                () -> new OfMessage.Experimenter(int32(), int32(), octets(40)),
                OfMessage.FeaturesRequest::new,
                () -> new OfMessage.FeaturesReply(int64(), int32(), u8(), u8(), int32()),
                () -> new OfMessage.SetConfig(u16(), u16()),
                this::flowMod,
                this::groupMod,
                () -> new OfMessage.BundleControl(int32(), one(OfMessage.BundleControl.Type.values()), u16()),
                () -> new OfMessage.BundleAdd(int32(), u16(), random.nextBoolean() ? flowMod() : groupMod()),
                OfMessage.BarrierRequest::new,
                OfMessage.BarrierReply::new,
                () -> new OfMessage.RoleRequest(one(OfMessage.Role.values()), int64()),
                () -> new OfMessage.RoleReply(one(OfMessage.Role.values()), int64()),
                () -> new OfMessage.RoleStatus(one(OfMessage.Role.values()), u8(), int64()),
                () -> new OfMessage.PacketOut(match(), actions(), octets(90)),
                () -> new OfMessage.PacketIn(int32(), u16(), u8(), u8(), int64(), match(), octets(90)),
                () -> new OfMessage.PortStatus(one(OfMessage.PortStatus.Reason.values()), port()),
                () -> new OfMessage.FlowRemoved(u8(), u8(), u16(), u16(), u16(), int64(), match(), stats()),
                () -> new OfMessage.RequestForward(int32(), groupMod()),
                () -> new OfMessage.SetAsync(list(4, () -> new OfMessage.SetAsync.Mask(u16(), int32()))),
                this::multipartRequest,
                this::multipartReply,
                () -> new OfMessage.RawMessage(40 + random.nextInt(200), octets(60)));
    }

    OfMessage next() {
        return kinds.get(random.nextInt(kinds.size())).get();
    }

    private FlowMod flowMod() {
        FlowMod.Command command = one(FlowMod.Command.values());
        boolean deletes = command == FlowMod.Command.DELETE || command == FlowMod.Command.DELETE_STRICT;
        Flow flow = new Flow(u8(), u16(), match(), int64(), deletes ? List.of() : instructions());
        return new FlowMod(command, flow, int64(), u16(), u16(), int32(), int32(), u16(), u16());
    }

    private GroupMod groupMod() {
        return new GroupMod(one(GroupMod.Command.values()), int32(), group(), octets(16));
    }

    private MultipartRequest multipartRequest() {
        return switch (random.nextInt(9)) {
            case 0 -> new MultipartRequest.Desc();
            case 1 -> flowsRequest();
            case 2 -> new MultipartRequest.Tables();
            case 3 -> new MultipartRequest.Groups(int32());
            case 4 -> new MultipartRequest.GroupCounters(int32());
            case 5 -> new MultipartRequest.Ports(int32());
            case 6 ->
                new MultipartRequest.FlowMonitor(
                        int32(),
                        int32(),
                        int32(),
                        u16(),
                        u8(),
                        one(MultipartRequest.FlowMonitor.Command.values()),
                        match());
            case 7 -> new MultipartRequest.Aggregate(flowsRequest());
            default -> new MultipartRequest.Raw(20 + random.nextInt(1000), octets(30));
        };
    }

    private MultipartRequest.Flows flowsRequest() {
        return new MultipartRequest.Flows(u8(), int32(), int32(), int64(), int64(), match());
    }

    private MultipartReply multipartReply() {
        boolean more = random.nextBoolean();
        return switch (random.nextInt(9)) {
            case 0 -> new MultipartReply.Desc(more, "maker", "Ünlü", "3.1.0", "s".repeat(32), "");
            case 1 ->
                new MultipartReply.Flows(
                        more, list(6, () -> new FlowEntry(flow(), u16(), u16(), u16(), u16(), stats())));
            case 2 ->
                new MultipartReply.Tables(
                        more, list(9, () -> new MultipartReply.Tables.TableEntry(u8(), u32(), int64(), int64())));
            case 3 ->
                new MultipartReply.Groups(
                        more, list(4, () -> new MultipartReply.Groups.GroupEntry(group(), octets(8))));
            case 4 ->
                new MultipartReply.GroupCounters(
                        more,
                        list(
                                4,
                                () -> new MultipartReply.GroupCounters.CounterEntry(
                                        int32(),
                                        u32(),
                                        int64(),
                                        int64(),
                                        nanos(),
                                        list(
                                                5,
                                                () -> new MultipartReply.GroupCounters.BucketCounter(
                                                        int64(), int64())))));
            case 5 -> new MultipartReply.Ports(more, list(4, this::port));
            case 6 -> new MultipartReply.FlowUpdates(more, list(6, this::update));
            case 7 ->
                random.nextInt(4) == 0
                        ? new MultipartReply.Aggregate(more, FlowStats.ABSENT, FlowStats.ABSENT, FlowStats.ABSENT)
                        : new MultipartReply.Aggregate(more, u32(), u32(), u32());
            default -> new MultipartReply.Raw(more, 20 + random.nextInt(1000), octets(30));
        };
    }

    private FlowUpdate update() {
        return switch (random.nextInt(4)) {
            case 0 -> new FlowUpdate.Abbreviated(int32());
            case 1 -> new FlowUpdate.Paused();
            case 2 -> new FlowUpdate.Resumed();
            default -> new FlowUpdate.Full(one(FlowUpdate.Full.Event.values()), u8(), u16(), u16(), flow());
        };
    }

    private PortDesc port() {
        return new PortDesc(int32(), int64() & 0xffffffffffffL, "port" + u8(), int32(), int32(), octets(32));
    }

    private FlowStats stats() {
        return random.nextInt(4) == 0 ? FlowStats.NONE : new FlowStats(nanos(), nanos(), u32(), u32());
    }

    private Flow flow() {
        return new Flow(u8(), u16(), match(), int64(), instructions());
    }

    private Match match() {
        Match.Builder match = Match.builder();
        if (random.nextBoolean()) {
            match.inPort(new PortRef.Numbered(int32()));
        }
        random.ints(random.nextInt(6), 1, FIELDS.length)
                .distinct()
                .mapToObj(i -> FIELDS[i])
                .forEach(field -> {
                    boolean exact = !field.maskable() || random.nextBoolean();
                    match.masked(field, bits(field), exact ? field.fullMask() : bits(field));
                });
        if (random.nextInt(5) == 0) {
            match.raw(new Match.RawTerm(Octets.parse("80012e08" + "0123456789abcdef")));
        }
        return match.build();
    }

    private List<Instruction> instructions() {
        return actions.instructions();
    }

    private List<Action> actions() {
        return actions.actions();
    }

    private Group group() {
        Group.Type type = one(Group.Type.values());
        return new Group(
                int32(), type, list(4, () -> new Group.Bucket(int32(), random.nextBoolean() ? u16() : 0, actions())));
    }

    private Bits bits(Field field) {
        return new Bits(int64(), int64()).and(field.fullMask());
    }

    private <T> List<T> list(int upTo, Supplier<? extends T> element) {
        List<T> out = new ArrayList<>();
        for (int i = random.nextInt(upTo + 1); i > 0; i--) {
            out.add(element.get());
        }
        return out;
    }

    private <T> T one(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private Octets octets(int upTo) {
        byte[] bytes = new byte[random.nextInt(upTo / 8 + 1) * 8];
        random.nextBytes(bytes);
        return Octets.of(bytes);
    }

    private long nanos() {
        return u32() * 1_000_000_000L + random.nextInt(1_000_000_000);
    }

    private int u8() {
        return random.nextInt(0x100);
    }

    private int u16() {
        return random.nextInt(0x10000);
    }

    private long u32() {
        return random.nextLong(1L << 32);
    }

    private int int32() {
        return random.nextInt();
    }

    private long int64() {
        return random.nextLong();
    }
}
