package dev.heddle.simulator.openflow;

import dev.heddle.flow.Action;
import dev.heddle.flow.Group;
import dev.heddle.flow.Meter;
import dev.heddle.flow.interpret.Tables;
import dev.heddle.ovs.openflow.OfError;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.PortDesc;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What a switch holds beside its connections. Ports stay over a restart, all else goes. */
final class SwitchState {
    /** A group, and when there came to be one with its id. */
    record HeldGroup(Group group, long createdAt) {}

    /** A meter, and when there came to be one with its id. */
    record HeldMeter(Meter meter, long createdAt) {}

    private final LiveTables live = new LiveTables();
    final FlowTables flows = new FlowTables(live);
    final SortedMap<Integer, HeldGroup> groups = new TreeMap<>(Integer::compareUnsigned);
    final SortedMap<Integer, HeldMeter> meters = new TreeMap<>(Integer::compareUnsigned);
    final Map<Integer, PortDesc> ports = new TreeMap<>(Integer::compareUnsigned);
    final FlowPool pool;
    private final LongSupplier clock;
    int fragments;

    /** The generation of the newest primary or secondary; null while there was none. */
    @Nullable
    Long generation;

    /** How many flows a table takes. */
    int tableLimit = Integer.MAX_VALUE;

    /** What is refused beyond what a switch refuses; null from it for what is not. */
    Function<OfMessage, @Nullable OfError> fault = message -> null;

    /** Counts what changed flows, groups and meters. */
    long version;

    SwitchState(LongSupplier clock, FlowPool pool) {
        this.pool = pool;
        this.clock = clock;
    }

    long now() {
        return clock.getAsLong();
    }

    /** Puts a group in the place of the one with this id; null takes it away. */
    void group(int id, @Nullable HeldGroup group) {
        live.group(id);
        if (group == null) {
            groups.remove(id);
        } else {
            groups.put(id, group);
        }
    }

    /** @throws Refused where the action names a meter or group that is not there */
    void requireThere(Action action) {
        if (action instanceof Action.Meter meter && !meters.containsKey(meter.id())) {
            throw Refusal.OFPMMFC_INVALID_METER.refused();
        }
        if (action instanceof Action.Group group && !groups.containsKey(group.id())) {
            throw Refusal.OFPBAC_BAD_OUT_GROUP.refused();
        }
    }

    /** Flows and groups, for an interpreter. */
    Tables tables() {
        return live.of(this);
    }

    void restart() {
        live.clear();
        flows.clear();
        groups.clear();
        meters.clear();
        fragments = 0;
        generation = null;
        version++;
    }
}
