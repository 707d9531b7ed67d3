package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Match;
import dev.heddle.flow.Octets;
import dev.heddle.ovs.openflow.BundleAdd;
import dev.heddle.ovs.openflow.BundleControl;
import dev.heddle.ovs.openflow.FlowMod;
import dev.heddle.ovs.openflow.FlowRemoved;
import dev.heddle.ovs.openflow.FlowStats;
import dev.heddle.ovs.openflow.GroupMod;
import dev.heddle.ovs.openflow.MeterMod;
import dev.heddle.ovs.openflow.OfError;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.PacketIn;
import dev.heddle.ovs.openflow.PacketOut;
import dev.heddle.ovs.openflow.PortStatus;
import dev.heddle.ovs.openflow.RequestForward;
import dev.heddle.ovs.openflow.SetAsync;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Messages in the form in which they are decoded, of every type, from a seed. */
final class RandomMessages {

    private final SplittableRandom random;
    private final RandomActions actions;
    private final RandomMatches matches;
    private final RandomGroups groups = new RandomGroups(this);
    private final RandomRequests requests = new RandomRequests(this);
    private final RandomReplies replies = new RandomReplies(this, groups);
    private final RandomSwitchMessages others = new RandomSwitchMessages(this);
    private final List<Supplier<OfMessage>> kinds;

    RandomMessages(long seed) {
        random = new SplittableRandom(seed);
        actions = new RandomActions(random);
        matches = new RandomMatches(random);
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
                () -> new BundleControl(int32(), one(BundleControl.Type.values()), u16()),
                () -> new BundleAdd(int32(), u16(), random.nextBoolean() ? flowMod() : groupMod()),
                OfMessage.BarrierRequest::new,
                OfMessage.BarrierReply::new,
                () -> new OfMessage.RoleRequest(one(OfMessage.Role.values()), int64()),
                () -> new OfMessage.RoleReply(one(OfMessage.Role.values()), int64()),
                () -> new OfMessage.RoleStatus(one(OfMessage.Role.values()), u8(), int64()),
                () -> new PacketOut(match(), actions(), octets(90)),
                () -> new PacketIn(int32(), u16(), u8(), u8(), int64(), match(), octets(90)),
                () -> new PortStatus(one(PortStatus.Reason.values()), others.port()),
                () -> new FlowRemoved(u8(), u8(), u16(), u16(), u16(), int64(), match(), stats()),
                () -> new RequestForward(int32(), groupMod()),
                () -> new SetAsync(list(4, () -> new SetAsync.Mask(u16(), int32()))),
                () -> new MeterMod(one(MeterMod.Command.values()), groups.meter()),
                () -> new RequestForward(int32(), new MeterMod(one(MeterMod.Command.values()), groups.meter())),
                requests::next,
                replies::next,
                others::next,
                () -> new OfMessage.RawMessage(40 + random.nextInt(200), octets(60)));
    }

    OfMessage next() {
        return kinds.get(random.nextInt(kinds.size())).get();
    }

    FlowMod flowMod() {
        FlowMod.Command command = one(FlowMod.Command.values());
        boolean deletes = command == FlowMod.Command.DELETE || command == FlowMod.Command.DELETE_STRICT;
        Flow flow = new Flow(u8(), u16(), match(), int64(), deletes ? List.of() : instructions());
        return new FlowMod(command, flow, int64(), u16(), u16(), int32(), int32(), u16(), u16());
    }

    private GroupMod groupMod() {
        return new GroupMod(one(GroupMod.Command.values()), int32(), groups.group());
    }

    FlowStats stats() {
        return random.nextInt(4) == 0 ? FlowStats.NONE : new FlowStats(nanos(), nanos(), u32(), u32());
    }

    Flow flow() {
        return new Flow(u8(), u16(), match(), int64(), instructions());
    }

    Match match() {
        return matches.next();
    }

    private List<Instruction> instructions() {
        return actions.instructions();
    }

    List<Action> actions() {
        return actions.actions();
    }

    Bits bits(Field field) {
        return new Bits(int64(), int64()).and(field.fullMask());
    }

    <T> List<T> list(int upTo, Supplier<? extends T> element) {
        List<T> out = new ArrayList<>();
        for (int i = random.nextInt(upTo + 1); i > 0; i--) {
            out.add(element.get());
        }
        return out;
    }

    <T> T one(T[] values) {
        return values[random.nextInt(values.length)];
    }

    Octets octets(int upTo) {
        byte[] bytes = new byte[random.nextInt(upTo / 8 + 1) * 8];
        random.nextBytes(bytes);
        return Octets.of(bytes);
    }

    long nanos() {
        return u32() * 1_000_000_000L + random.nextInt(1_000_000_000);
    }

    boolean chance() {
        return random.nextBoolean();
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    int u8() {
        return random.nextInt(0x100);
    }

    int u16() {
        return random.nextInt(0x10000);
    }

    long u32() {
        return random.nextLong(1L << 32);
    }

    int int32() {
        return random.nextInt();
    }

    long int64() {
        return random.nextLong();
    }
}
