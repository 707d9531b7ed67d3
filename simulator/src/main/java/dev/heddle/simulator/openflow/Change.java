package dev.heddle.simulator.openflow;

import dev.heddle.flow.Flow;
import dev.heddle.flow.FlowSpec;
import dev.heddle.ovs.openflow.FlowMod;
import dev.heddle.ovs.openflow.FlowUpdate.Full.Event;
import dev.heddle.ovs.openflow.GroupMod;
import dev.heddle.ovs.openflow.MeterMod;
import dev.heddle.ovs.openflow.OfError;
import dev.heddle.ovs.openflow.OfMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages that come into force together, or are taken back together. */
final class Change {
    private final SwitchState state;
    private final Groups groups;
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final List<News> news = new ArrayList<>();
    private boolean irreversible;

    Change(SwitchState state) {
        this.state = state;
        this.groups = new Groups(state, this);
    }

    /**
     * Executes one message that {@link FlowCheck} and {@link GroupCheck} have let pass.
     *
     * @throws Refused where the switch's other contents forbid it; nothing of this message is then in force
     */
    void apply(OfMessage message) {
        OfError fault = state.fault.apply(message);
        if (fault != null) {
            throw new Refused(fault);
        }
        state.version++;
        switch (message) {
            case FlowMod mod -> flow(mod);
            case GroupMod mod -> groups.apply(mod);
            case MeterMod mod -> Meters.apply(mod, state, this);
            default -> throw new IllegalArgumentException("changes no table: " + message);
        }
    }

    /** Open vSwitch 3.1 does not survive a {@link #revert} from here on. */
    void irreversible() {
        irreversible = true;
    }

    /**
     * As if nothing had been applied.
     *
     * @throws IllegalStateException where Open vSwitch 3.1 would abort
     */
    void revert() {
        if (irreversible) {
            throw new IllegalStateException(
                    "ovs-vswitchd aborts: a bundle that deleted a group in use is refused because of a later message");
        }
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
        news.clear();
    }

    /** In the order in which things happened. */
    List<News> news() {
        return news;
    }

    void tell(News what) {
        news.add(what);
    }

    void undoBy(Runnable step) {
        undo.push(step);
    }

    private void flow(FlowMod mod) {
        switch (mod.command()) {
            case ADD -> add(mod.spec());
            case MODIFY -> modify(mod, state.flows.loose(Criteria.of(mod)));
            case MODIFY_STRICT ->
                modify(mod, state.flows.strict(Criteria.of(mod), mod.flow().priority()));
            case DELETE -> delete(state.flows.loose(Criteria.of(mod)), News.DELETE, true);
            case DELETE_STRICT ->
                delete(state.flows.strict(Criteria.of(mod), mod.flow().priority()), News.DELETE, true);
        }
    }

    private void add(FlowSpec spec) {
        Flow flow = spec.flow();
        requireThere(flow);
        FlowRecord before = state.flows.get(flow.key());
        if (before != null) {
            replace(before, before.replacedBy(spec, state.now(), state.pool), Event.ADDED);
            return;
        }
        if ((spec.flags() & FlowSpec.CHECK_OVERLAP) != 0 && overlaps(flow)) {
            throw Refusal.OFPFMFC_OVERLAP.refused();
        }
        if (state.flows.size(flow.table()) >= state.tableLimit) {
            throw Refusal.OFPFMFC_TABLE_FULL.refused();
        }
        FlowRecord added = FlowRecord.added(spec, state.now(), state.pool);
        state.flows.insert(added);
        undoBy(() -> state.flows.remove(added));
        tell(new News.OfFlow(Event.ADDED, added, 0, null, true));
    }

    private void requireThere(Flow flow) {
        FlowRecord.each(FlowRecord.canonical(flow), state::requireThere);
    }

    private boolean overlaps(Flow flow) {
        return state.flows.in(flow.table()).stream()
                .map(FlowRecord::flow)
                .anyMatch(f -> f.priority() == flow.priority() && Criteria.overlap(f.match(), flow.match()));
    }

    /** OpenFlow 1.2 and later add no flow where none is there to be modified. */
    private void modify(FlowMod mod, List<FlowRecord> found) {
        if (found.isEmpty()) {
            return;
        }
        requireThere(mod.flow());
        found.forEach(f -> replace(f, f.modifiedBy(mod.spec(), state.now(), state.pool), Event.MODIFIED));
    }

    private void replace(FlowRecord before, FlowRecord after, Event event) {
        state.flows.remove(before);
        state.flows.insert(after);
        undoBy(() -> {
            state.flows.remove(after);
            state.flows.insert(before);
        });
        boolean other = !after.flow().instructions().equals(before.flow().instructions());
        if (event == Event.ADDED || other) {
            @Nullable Flow was = other ? before.flow() : null;
            tell(new News.OfFlow(event, after, 0, was, true));
        }
    }

    /** @param own whether the flows are what the message is about */
    void delete(Collection<FlowRecord> gone, int reason, boolean own) {
        for (FlowRecord flow : gone) {
            state.flows.remove(flow);
            undoBy(() -> state.flows.insert(flow));
            tell(new News.OfFlow(Event.REMOVED, flow, reason, null, own));
        }
    }
}
