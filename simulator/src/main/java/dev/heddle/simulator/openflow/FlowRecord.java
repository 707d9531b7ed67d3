package dev.heddle.simulator.openflow;

import dev.heddle.flow.Action;
import dev.heddle.flow.Flow;
import dev.heddle.flow.FlowSpec;
import dev.heddle.flow.Instruction;
import dev.heddle.ovs.openflow.FlowEntry;
import dev.heddle.ovs.openflow.FlowStats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** One flow in the switch. What it is does not change: a modified flow is another record. Equal by identity. */
final class FlowRecord {
    private final FlowPool.Kept kept;
    private final int idleTimeout;
    private final int hardTimeout;
    private final int importance;
    private final int flags;
    private final long createdAt;
    private final long modifiedAt;
    private long packets;
    private long bytes;
    private long usedAt;

    private FlowRecord(
            FlowPool.Kept kept,
            int idleTimeout,
            int hardTimeout,
            int importance,
            int flags,
            long createdAt,
            long modifiedAt) {
        this.kept = kept;
        this.idleTimeout = idleTimeout;
        this.hardTimeout = hardTimeout;
        this.importance = importance;
        this.flags = flags;
        this.createdAt = createdAt;
        this.modifiedAt = modifiedAt;
        this.usedAt = modifiedAt;
    }

    /** As Open vSwitch keeps instructions: in the order in which they are executed, and none that does nothing. */
    static Flow canonical(Flow flow) {
        int last = -1;
        boolean already = true;
        for (Instruction instruction : flow.instructions()) {
            already &= rank(instruction) > last && !nothing(instruction);
            last = rank(instruction);
        }
        return already
                ? flow
                : with(
                        flow,
                        flow.cookie(),
                        flow.instructions().stream()
                                .filter(i -> !nothing(i))
                                .sorted(Comparator.comparingInt(FlowRecord::rank))
                                .toList());
    }

    private static boolean nothing(Instruction instruction) {
        return instruction instanceof Instruction.Apply apply && apply.actions().isEmpty();
    }

    private static int rank(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Apply _ -> 0;
            case Instruction.ClearActions _ -> 1;
            case Instruction.WriteActions _ -> 2;
            case Instruction.WriteMetadata _ -> 3;
            case Instruction.Goto _ -> 4;
            case Instruction.Raw _ -> 5;
        };
    }

    /** @param pool keeps the flow */
    static FlowRecord added(FlowSpec spec, long now, FlowPool pool) {
        return new FlowRecord(
                pool.keep(canonical(spec.flow())),
                spec.idleTimeout(),
                spec.hardTimeout(),
                spec.importance(),
                spec.flags(),
                now,
                now);
    }

    /** What an ADD makes of a flow with this key: all is new but the cookie, if the message gives all ones. */
    FlowRecord replacedBy(FlowSpec spec, long now, FlowPool pool) {
        Flow to = spec.flow();
        Flow marked = to.cookie() == -1L ? with(to, flow().cookie(), to.instructions()) : to;
        FlowRecord out = added(spec.with(marked), now, pool);
        out.inherit(this, (spec.flags() & FlowSpec.RESET_COUNTS) == 0);
        return out;
    }

    /** What a MODIFY makes of it: instructions are new, all else stays. */
    FlowRecord modifiedBy(FlowSpec spec, long now, FlowPool pool) {
        Flow to = with(flow(), flow().cookie(), spec.flow().instructions());
        FlowRecord out =
                new FlowRecord(pool.keep(canonical(to)), idleTimeout, hardTimeout, importance, flags, createdAt, now);
        out.inherit(this, (spec.flags() & FlowSpec.RESET_COUNTS) == 0);
        return out;
    }

    private static Flow with(Flow flow, long cookie, List<Instruction> instructions) {
        return new Flow(flow.table(), flow.priority(), flow.match(), cookie, instructions);
    }

    private void inherit(FlowRecord from, boolean counts) {
        usedAt = from.usedAt;
        if (counts) {
            packets = from.packets;
            bytes = from.bytes;
        }
    }

    Flow flow() {
        return kept.flow();
    }

    Flow.Key key() {
        return kept.key();
    }

    int idleTimeout() {
        return idleTimeout;
    }

    int hardTimeout() {
        return hardTimeout;
    }

    boolean mayExpire() {
        return idleTimeout != 0 || hardTimeout != 0;
    }

    boolean sendsRemoved() {
        return (flags & FlowSpec.SEND_FLOW_REMOVED) != 0;
    }

    long packets() {
        return packets;
    }

    long bytes() {
        return bytes;
    }

    long usedAt() {
        return usedAt;
    }

    long modifiedAt() {
        return modifiedAt;
    }

    void count(long morePackets, long moreBytes, long now) {
        packets += morePackets;
        bytes += moreBytes;
        usedAt = now;
    }

    FlowEntry entry(long now) {
        return new FlowEntry(flow(), idleTimeout, hardTimeout, flags, importance, stats(now));
    }

    FlowStats stats(long now) {
        return new FlowStats(now - createdAt, now - usedAt, packets, bytes);
    }

    boolean outputsTo(int port) {
        return outputsTo(flow(), port);
    }

    /** Whether an output names this port; ports from fields do not count. */
    static boolean outputsTo(Flow flow, int port) {
        boolean[] found = new boolean[1];
        each(flow, a -> found[0] |= outputs(a, port));
        return found[0];
    }

    private static boolean outputs(Action action, int port) {
        return switch (action) {
            case Action.Output output -> PortNumbers.number(output.port()) == port;
            case Action.Controller c -> port == PortNumbers.CONTROLLER;
            default -> false;
        };
    }

    /** The groups that the flow names, as often as it does. */
    List<Integer> groups() {
        List<Integer> out = new ArrayList<>(0);
        each(flow(), a -> {
            if (a instanceof Action.Group group) {
                out.add(group.id());
            }
        });
        return out;
    }

    /** The meter with which the flow begins, or 0: it goes when that meter goes. */
    int meter() {
        List<Instruction> instructions = flow().instructions();
        return !instructions.isEmpty()
                        && instructions.getFirst() instanceof Instruction.Apply apply
                        && !apply.actions().isEmpty()
                        && apply.actions().getFirst() instanceof Action.Meter meter
                ? meter.id()
                : 0;
    }

    /** Every action of the flow, nested ones too. */
    static void each(Flow flow, Consumer<Action> visitor) {
        flow.instructions().forEach(i -> each(i.actions(), visitor));
    }

    static void each(List<Action> actions, Consumer<Action> visitor) {
        for (Action action : actions) {
            visitor.accept(action);
            switch (action) {
                case Action.Clone nest -> each(nest.actions(), visitor);
                case Action.Ct nest -> each(nest.actions(), visitor);
                default -> {}
            }
        }
    }
}
