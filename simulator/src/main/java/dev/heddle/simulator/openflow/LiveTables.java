package dev.heddle.simulator.openflow;

import dev.heddle.flow.Flow;
import dev.heddle.flow.interpret.Tables;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The switch's flows and groups as the interpreter takes them. Costs nothing until it is asked for, then what changes. */
final class LiveTables {
    private final Set<Flow.Key> flows = new LinkedHashSet<>();
    private final Set<Integer> groups = new LinkedHashSet<>();
    private @Nullable Tables tables;

    void flow(Flow.Key changed) {
        if (tables != null) {
            flows.add(changed);
        }
    }

    void group(int changed) {
        if (tables != null) {
            groups.add(changed);
        }
    }

    void clear() {
        tables = null;
        flows.clear();
        groups.clear();
    }

    /** As the state is now; kept current by the next call only. */
    Tables of(SwitchState state) {
        Tables current = tables;
        if (current == null) {
            current = new Tables();
            tables = current;
            flows.addAll(state.flows.keys());
            groups.addAll(state.groups.keySet());
        }
        for (Flow.Key key : flows) {
            FlowRecord flow = state.flows.get(key);
            if (flow == null) {
                current.remove(key);
            } else {
                current.add(flow.flow());
            }
        }
        for (int id : groups) {
            SwitchState.HeldGroup group = state.groups.get(id);
            if (group == null) {
                current.removeGroup(id);
            } else {
                current.add(group.group());
            }
        }
        flows.clear();
        groups.clear();
        return current;
    }
}
