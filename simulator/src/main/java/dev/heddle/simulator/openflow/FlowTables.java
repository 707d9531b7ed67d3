package dev.heddle.simulator.openflow;

import dev.heddle.flow.Flow;
import dev.heddle.ovs.openflow.FlowMod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The flows of a switch, found by key, by table and by the group or meter that they use. In the order in which they came. */
final class FlowTables {
    private final LiveTables live;
    private final SortedMap<Integer, Map<Flow.Key, FlowRecord>> tables = new TreeMap<>();
    private final Map<Integer, Set<FlowRecord>> byGroup = new LinkedHashMap<>();
    private final Map<Integer, Set<FlowRecord>> byMeter = new LinkedHashMap<>();
    private final Set<FlowRecord> mortal = new LinkedHashSet<>();
    private int size;

    /** @param live is told what changes */
    FlowTables(LiveTables live) {
        this.live = live;
    }

    int size(int table) {
        Map<Flow.Key, FlowRecord> flows = tables.get(table);
        return flows == null ? 0 : flows.size();
    }

    @Nullable
    FlowRecord get(Flow.Key key) {
        Map<Flow.Key, FlowRecord> flows = tables.get(key.table());
        return flows == null ? null : flows.get(key);
    }

    /** There must be none with its key. */
    void insert(FlowRecord flow) {
        Map<Flow.Key, FlowRecord> flows = tables.computeIfAbsent(flow.key().table(), t -> new LinkedHashMap<>());
        if (flows.putIfAbsent(flow.key(), flow) != null) {
            throw new IllegalStateException("there is a flow with the key " + flow.key());
        }
        size++;
        live.flow(flow.key());
        flow.groups().forEach(g -> add(byGroup, g, flow));
        if (flow.meter() != 0) {
            add(byMeter, flow.meter(), flow);
        }
        if (flow.mayExpire()) {
            mortal.add(flow);
        }
    }

    void remove(FlowRecord flow) {
        Map<Flow.Key, FlowRecord> flows = tables.get(flow.key().table());
        if (flows == null || !flows.remove(flow.key(), flow)) {
            throw new IllegalStateException("there is no such flow: " + flow.key());
        }
        size--;
        live.flow(flow.key());
        flow.groups().forEach(g -> take(byGroup, g, flow));
        if (flow.meter() != 0) {
            take(byMeter, flow.meter(), flow);
        }
        mortal.remove(flow);
    }

    private static void add(Map<Integer, Set<FlowRecord>> index, int id, FlowRecord flow) {
        index.computeIfAbsent(id, k -> new LinkedHashSet<>()).add(flow);
    }

    private static void take(Map<Integer, Set<FlowRecord>> index, int id, FlowRecord flow) {
        Set<FlowRecord> users = index.get(id);
        if (users != null && users.remove(flow) && users.isEmpty()) {
            index.remove(id);
        }
    }

    /** The flow with this key in each table that the criteria name, if they admit it. */
    List<FlowRecord> strict(Criteria criteria, int priority) {
        List<FlowRecord> out = new ArrayList<>(1);
        if (criteria.table() == FlowMod.ALL_TABLES) {
            tables.keySet().forEach(t -> strict(criteria, t, priority, out));
        } else {
            strict(criteria, criteria.table(), priority, out);
        }
        return out;
    }

    private void strict(Criteria criteria, int table, int priority, List<FlowRecord> out) {
        FlowRecord flow = get(new Flow.Key(table, priority, criteria.match()));
        if (flow != null && criteria.admits(flow)) {
            out.add(flow);
        }
    }

    /** All flows that the criteria cover. */
    List<FlowRecord> loose(Criteria criteria) {
        List<FlowRecord> out = new ArrayList<>();
        Consumer<FlowRecord> taker = flow -> {
            if (criteria.covers(flow)) {
                out.add(flow);
            }
        };
        if (criteria.table() == FlowMod.ALL_TABLES) {
            tables.values().forEach(flows -> flows.values().forEach(taker));
        } else {
            in(criteria.table()).forEach(taker);
        }
        return out;
    }

    Collection<FlowRecord> in(int table) {
        Map<Flow.Key, FlowRecord> flows = tables.get(table);
        return flows == null ? List.of() : flows.values();
    }

    List<FlowRecord> all() {
        List<FlowRecord> out = new ArrayList<>(size);
        tables.values().forEach(flows -> out.addAll(flows.values()));
        return out;
    }

    List<Flow.Key> keys() {
        return all().stream().map(FlowRecord::key).toList();
    }

    List<FlowRecord> usersOfGroup(int group) {
        return List.copyOf(byGroup.getOrDefault(group, Set.of()));
    }

    List<FlowRecord> usersOfMeter(int meter) {
        return List.copyOf(byMeter.getOrDefault(meter, Set.of()));
    }

    /** Flows with a timeout. */
    List<FlowRecord> mortal() {
        return mortal.isEmpty() ? List.of() : List.copyOf(mortal);
    }

    void clear() {
        tables.clear();
        byGroup.clear();
        byMeter.clear();
        mortal.clear();
        size = 0;
    }
}
