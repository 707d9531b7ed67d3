package dev.heddle.simulator.openflow;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.FlowSpec;
import dev.heddle.flow.Group;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Match;
import dev.heddle.flow.Meter;
import dev.heddle.flow.Octets;
import dev.heddle.flow.PortRef;
import dev.heddle.ovs.openflow.BundleAdd;
import dev.heddle.ovs.openflow.BundleControl;
import dev.heddle.ovs.openflow.FlowMod;
import dev.heddle.ovs.openflow.GroupMod;
import dev.heddle.ovs.openflow.MeterMod;
import dev.heddle.ovs.openflow.MultipartRequest;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.PacketOut;
import dev.heddle.ovs.openflow.PortMod;
import dev.heddle.ovs.openflow.SetAsync;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Messages over few tables, keys, cookies, groups, meters and bundles, so that they meet; some of them wrong. */
final class RandomPrograms {
    private static final int FLAGS = BundleControl.ATOMIC | BundleControl.ORDERED;

    private final RandomGenerator random;
    private final long mac;
    private int monitors;
    private int bundles;

    /** @param mac of port 1 */
    RandomPrograms(RandomGenerator random, long mac) {
        this.random = random;
        this.mac = mac;
    }

    /** Messages that one controller sends one after the other. */
    List<OfMessage> next() {
        return switch (below(29)) {
            case 0, 1, 2, 3, 4, 5, 6, 7, 8 -> List.of(flowMod());
            case 9, 10, 11, 12 -> List.of(groupMod());
            case 13, 14 -> List.of(meterMod());
            case 15, 16, 17, 18 -> bundle();
            case 19 -> List.of(control(one(BundleControl.Type.values())));
            case 20 -> List.of(monitor());
            case 21 -> List.of(dump());
            case 22 -> List.of(role());
            case 23 -> List.of(async());
            case 24 -> List.of(new OfMessage.SetConfig(one(0, 3), 128), new OfMessage.ConfigRequest());
            case 25, 26 -> List.of(packetOut());
            case 27 -> List.of(portMod());
            default -> List.of(new OfMessage.EchoRequest(Octets.parse("0102")));
        };
    }

    private List<OfMessage> bundle() {
        boolean fresh = random.nextBoolean();
        int id = fresh ? 100 + bundles++ : below(3);
        List<OfMessage> out = new ArrayList<>();
        if (fresh || below(6) != 0) {
            out.add(new BundleControl(id, BundleControl.Type.OPEN_REQUEST, FLAGS));
        }
        for (int left = 1 + below(5); left > 0; left--) {
            out.add(new BundleAdd(id, below(40) == 0 ? 0 : FLAGS, inBundle(fresh && left == 1)));
        }
        if (below(3) == 0) {
            out.add(new BundleControl(id, BundleControl.Type.CLOSE_REQUEST, FLAGS));
        }
        if (fresh || below(8) != 0) {
            out.add(new BundleControl(id, BundleControl.Type.COMMIT_REQUEST, below(20) == 0 ? 0 : FLAGS));
        }
        return out;
    }

    /**
     * A group that flows use is deleted by a last message only: Open vSwitch 3.1 aborts when it has to take that back, because
     * a later message of the bundle is refused.
     */
    private OfMessage inBundle(boolean last) {
        return switch (below(13)) {
            case 0 -> below(2) == 0 ? new OfMessage.BarrierRequest() : below(2) == 0 ? portMod() : packetOut();
            case 1 -> meterMod();
            case 2, 3, 4, 5 -> {
                GroupMod mod = groupMod();
                yield mod.command() == GroupMod.Command.DELETE && !last ? clear(flowMod()) : mod;
            }
            default -> clear(flowMod());
        };
    }

    /**
     * Without what Open vSwitch looks for in its classifier while that does not show all of a bundle yet: there it does not find
     * flows of the same bundle that are the first under their masks.
     */
    private static FlowMod clear(FlowMod mod) {
        return new FlowMod(
                mod.command(),
                mod.flow(),
                mod.command() == FlowMod.Command.ADD ? mod.cookieMask() : -1L,
                mod.idleTimeout(),
                mod.hardTimeout(),
                mod.outPort(),
                mod.outGroup(),
                mod.flags() & ~FlowSpec.CHECK_OVERLAP,
                mod.importance());
    }

    private BundleControl control(BundleControl.Type type) {
        return new BundleControl(below(3), type, FLAGS);
    }

    private FlowMod flowMod() {
        FlowMod.Command command = below(2) == 0 ? FlowMod.Command.ADD : one(FlowMod.Command.values());
        boolean delete = command == FlowMod.Command.DELETE || command == FlowMod.Command.DELETE_STRICT;
        Match match = command == FlowMod.Command.DELETE && below(3) == 0 ? Match.ANY : match();
        int table =
                below(30) == 0 ? one(delete ? 1 : 254, FlowMod.ALL_TABLES) : delete && below(3) == 0 ? 0xff : below(3);
        Flow flow = new Flow(table, one(1, 2, 5), match, one(1L, 2L, 0x12L, -1L), instructions(table, match));
        FlowSpec spec = new FlowSpec(
                flow,
                one(0L, 0L, -1L, 0xfL),
                one(0, 0, 1000),
                one(0, 0, 2000),
                one(0, 7),
                below(30) == 0 ? 0x40 : one(0, 0, 1, 2, 4, 8, 16, 3),
                delete && below(4) == 0 ? one(1, 2, 0xfffffffe, 0xfffffffd, 0xff05) : FlowSpec.ANY,
                delete && below(4) == 0 ? below(4) : FlowSpec.ANY);
        return FlowMod.of(command, spec);
    }

    private Match match() {
        Match.Builder out = Match.builder();
        switch (below(9)) {
            case 0 -> {}
            case 1 -> out.inPort(new PortRef.Numbered(below(20) == 0 ? 0xff05 : 1 + below(2)));
            case 2 -> out.inPort(new PortRef.Numbered(1)).eq(Field.METADATA, below(3));
            case 3 -> out.masked(Field.METADATA, Bits.of(below(2)), Bits.of(1));
            case 4 -> out.eq(Field.METADATA, below(4)).eq(Field.REG0, below(2));
            case 5 ->
                out.eq(Field.ETH_TYPE, 0x800).masked(Field.IPV4_DST, ip(), Bits.of(one(0xffffff00L, 0xffffffffL)));
            case 6 -> out.eq(Field.ETH_TYPE, 0x800).eq(Field.IP_PROTO, 6).eq(Field.TCP_DST, 80 + below(2));
            case 7 -> out.eq(Field.ETH_TYPE, one(0x800, 0x86dd, 0x806));
            default -> {
                if (below(4) == 0) {
                    out.eq(Field.TCP_DST, 80);
                } else {
                    out.masked(Field.VLAN_TCI, Bits.of(0x1000), Bits.of(one(0x1000, 0x1fff)));
                }
            }
        }
        return out.build();
    }

    private Bits ip() {
        return Bits.of(0x0a000000L + below(3));
    }

    /** No group twice: Open vSwitch 3.1 aborts when that group is deleted. */
    private List<Instruction> instructions(int table, Match match) {
        List<Instruction> out;
        do {
            out = anyInstructions(table, match);
        } while (namesAGroupTwice(out));
        return out;
    }

    private static boolean namesAGroupTwice(List<Instruction> instructions) {
        List<Integer> named = new ArrayList<>();
        instructions.forEach(i -> FlowRecord.each(i.actions(), a -> {
            if (a instanceof Action.Group group) {
                named.add(group.id());
            }
        }));
        return named.stream().distinct().count() < named.size();
    }

    private List<Instruction> anyInstructions(int table, Match match) {
        List<Instruction> out = new ArrayList<>();
        if (below(8) != 0) {
            List<Action> actions = new ArrayList<>();
            if (below(6) == 0) {
                actions.add(new Action.Meter(below(40) == 0 ? 0 : 1 + below(2)));
            }
            for (int left = below(4); left > 0; left--) {
                actions.add(action(match));
            }
            out.add(new Instruction.Apply(actions));
        }
        if (below(8) == 0) {
            out.add(new Instruction.WriteActions(List.of(new Action.Group(1 + below(3)))));
        }
        if (below(8) == 0) {
            out.add(new Instruction.Goto(below(4) == 0 ? below(3) : Math.min(table + 1, 253)));
        }
        Collections.shuffle(out, random);
        return out;
    }

    private Action action(Match match) {
        return switch (below(13)) {
            case 0, 1 -> new Action.Output(new PortRef.Numbered(1 + below(2)));
            case 2 -> new Action.Output(one(PortRef.LOCAL, PortRef.IN_PORT, PortRef.NORMAL), 0);
            case 3, 4 -> new Action.Group(1 + below(3));
            case 5 -> new Action.Resubmit(1 + below(3));
            case 6 -> Action.SetField.of(Field.REG1, below(9));
            case 7 -> new Action.Clone(List.of(action(match)));
            case 8 -> Action.SetField.of(Field.IPV4_DST, 0x0a000001L);
            case 9 -> new Action.Move(Field.IPV4_SRC, 0, Field.REG2, 0, 32);
            case 10 -> new Action.Ct(below(2), null, below(3), one(Action.Ct.NO_RECIRCULATION, 4), 0, List.of());
            case 11 -> new Action.DecTtl(List.of(0));
            default ->
                below(5) == 0
                        ? new Action.Output(new PortRef.Numbered(one(0xff05, 0xffffff01, -1)))
                        : Action.SetField.of(Field.TCP_DST, 81);
        };
    }

    private GroupMod groupMod() {
        GroupMod.Command command = one(GroupMod.Command.values());
        Group.Type type = one(Group.Type.values());
        int id = below(40) == 0 ? 0xffffff01 : 1 + below(3);
        return switch (command) {
            case ADD, MODIFY, ADD_OR_MOD ->
                new GroupMod(
                        command,
                        GroupMod.ALL_BUCKETS,
                        new Group(id, type, buckets(type, below(6)), selection(type), List.of()));
            case DELETE -> GroupMod.delete(below(10) == 0 ? GroupMod.ALL_GROUPS : id);
            case INSERT_BUCKET -> {
                List<Group.Bucket> buckets = buckets(type, below(4) == 0 ? below(6) : 20 + below(9));
                // Open vSwitch 3.1 does not survive that none is put behind the last one
                int after = buckets.isEmpty() ? GroupMod.FIRST_BUCKET : GroupMod.LAST_BUCKET;
                yield GroupMod.insertBuckets(
                        new Group(id, type, buckets), one(GroupMod.FIRST_BUCKET, after, 1, 2, 5, GroupMod.ALL_BUCKETS));
            }
            case REMOVE_BUCKET ->
                GroupMod.removeBuckets(
                        id, one(GroupMod.FIRST_BUCKET, GroupMod.LAST_BUCKET, 1, 2, 5, GroupMod.ALL_BUCKETS));
        };
    }

    private Group.@Nullable Selection selection(Group.Type type) {
        return type == Group.Type.SELECT && below(2) == 0
                ? new Group.Selection(Group.Selection.DP_HASH, 0, List.of())
                : null;
    }

    private List<Group.Bucket> buckets(Group.Type type, int above) {
        int count = type == Group.Type.INDIRECT && below(8) != 0 ? 1 : below(4);
        List<Group.Bucket> out = new ArrayList<>();
        int id = above;
        for (int i = 0; i < count; i++) {
            id += below(30) == 0 ? 0 : 1;
            int weight = type == Group.Type.SELECT ? 1 + below(3) : below(40) == 0 ? 2 : 0;
            boolean watches = (type == Group.Type.FAST_FAILOVER) != (below(30) == 0);
            out.add(new Group.Bucket(
                    id,
                    weight,
                    watches ? new PortRef.Numbered(1) : null,
                    Group.NONE,
                    List.of(new Action.Output(new PortRef.Numbered(below(60) == 0 ? 0xff05 : 1 + below(2)))),
                    List.of()));
        }
        return out;
    }

    private PacketOut packetOut() {
        Match.Builder match = Match.builder();
        if (below(8) != 0) {
            match.inPort(new PortRef.Numbered(one(1, 0xfffffffd, 0xff05, 0xfffffffa, -1)));
        }
        return new PacketOut(
                match.build(),
                List.of(one(
                        new Action.Output(PortRef.LOCAL),
                        new Action.Group(1 + below(3)),
                        new Action.Output(new PortRef.Numbered(one(2, 0xff05))))),
                Octets.parse("0000000000010000000000020800" + "00".repeat(46)));
    }

    /** Of the port that the twins have. */
    private PortMod portMod() {
        return new PortMod(one(1, 1, 1, 77), below(6) == 0 ? 0 : mac, one(0, 0x20, 0x40), one(0x20, 0x60), List.of());
    }

    private MeterMod meterMod() {
        MeterMod.Command command = one(MeterMod.Command.values());
        int id = below(20) == 0 ? one(0, Meter.MAX + 1, Meter.CONTROLLER) : 1 + below(2);
        if (command == MeterMod.Command.DELETE) {
            return MeterMod.delete(below(8) == 0 ? Meter.ALL : id);
        }
        int flags =
                below(10) == 0 ? Meter.KBPS | Meter.PKTPS : one(Meter.KBPS, Meter.PKTPS | Meter.BURST | Meter.STATS);
        List<Meter.Band> bands = new ArrayList<>();
        for (int left = below(20) == 0 ? 9 : below(3); left > 0; left--) {
            bands.add(below(10) == 0 ? new Meter.Band.DscpRemark(10, 1, 1) : new Meter.Band.Drop(below(12), one(0, 7)));
        }
        return new MeterMod(command, new Meter(id, flags, bands));
    }

    /** Without mistakes: what Open vSwitch 3.1 answers to those is not what it was asked, but what lies in its memory behind it. */
    private MultipartRequest.FlowMonitor monitor() {
        return new MultipartRequest.FlowMonitor(
                100 + monitors++,
                one(FlowMod.ANY, 1),
                below(5) == 0 ? 1 : FlowMod.ANY,
                one(0b1111, 0b11110, 0b1010, 0b1011111),
                one(FlowMod.ALL_TABLES, 0, 1),
                MultipartRequest.FlowMonitor.Command.ADD,
                below(3) == 0 ? Match.builder().eq(Field.METADATA, 1).build() : Match.ANY);
    }

    private OfMessage dump() {
        MultipartRequest.Flows flows = new MultipartRequest.Flows(
                one(FlowMod.ALL_TABLES, 0, 1),
                one(FlowMod.ANY, 1, 0xfffffffe),
                one(FlowMod.ANY, 2),
                one(1L, 2L),
                one(0L, -1L, 2L),
                match());
        return switch (below(7)) {
            case 0, 1 -> flows;
            case 2 -> new MultipartRequest.Aggregate(flows);
            case 3 -> new MultipartRequest.Groups(one(GroupMod.ALL_GROUPS, 1));
            case 4 -> new MultipartRequest.GroupCounters(one(GroupMod.ALL_GROUPS, 2));
            case 5 -> new MultipartRequest.Meters(one(Meter.ALL, 1));
            default -> new MultipartRequest.MeterCounters(one(Meter.ALL, 2));
        };
    }

    private OfMessage role() {
        OfMessage.Role role = below(2) == 0 ? OfMessage.Role.EQUAL : one(OfMessage.Role.values());
        return new OfMessage.RoleRequest(role, one(0L, 1L, 2L, Long.MAX_VALUE, Long.MIN_VALUE));
    }

    private OfMessage async() {
        return new SetAsync(List.of(
                new SetAsync.Mask(SetAsync.REQUEST_FORWARD, one(0b11, 0b11, 0b10, 0)),
                new SetAsync.Mask(below(12), one(0, 1, 0b11, 0b111, 0x100))));
    }

    private int below(int bound) {
        return random.nextInt(bound);
    }

    @SafeVarargs
    private <T> T one(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
