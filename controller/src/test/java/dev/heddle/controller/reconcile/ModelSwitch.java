package dev.heddle.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Action;
import dev.heddle.flow.Difference;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.ovs.openflow.FlowEntry;
import dev.heddle.ovs.openflow.FlowStats;
import dev.heddle.ovs.openflow.MultipartReply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A tiny switch: atomic bundles, groups that flows may only name when they exist, answers that can be held back, counters of
 * the drop table. It knows nothing of the session but its outputs.
 */
final class ModelSwitch {
    static final long OWNER_MASK = 0xffff_0000_0000_0000L;
    static final long OWNER = 0x4844_0000_0000_0000L;
    static final int DROP_TABLE = 19;

    Map<Flow.Key, Flow> flows = new LinkedHashMap<>();
    Map<Integer, Group> groups = new LinkedHashMap<>();
    final Set<Flow> refuses = new HashSet<>();
    final ArrayDeque<SwitchInput> answers = new ArrayDeque<>();
    int messages;
    int reads;
    int dropSums;
    int dropReads;

    /** Packets counted by flows of the drop table, since they were put. */
    private final Map<Flow.Key, Long> dropped = new HashMap<>();

    final List<Long> realised = new ArrayList<>();

    /** Ports whose interfaces are named as their iface-ids with {@code if-} before. */
    static PortMap ports(Map<String, Integer> byIface, OptionalInt tunnel) {
        TreeMap<String, String> names = new TreeMap<>();
        TreeMap<String, Integer> numbers = new TreeMap<>();
        byIface.forEach((iface, number) -> {
            names.put(iface, "if-" + iface);
            numbers.put("if-" + iface, number);
        });
        tunnel.ifPresent(number -> numbers.put("heddle-vx", number));
        return new PortMap(names, numbers);
    }

    /** How a switch with these ports describes them. */
    static Map<Integer, String> described(PortMap ports) {
        Map<Integer, String> out = new HashMap<>();
        ports.numbers().forEach((name, number) -> out.put(number, name));
        return out;
    }

    void take(List<SwitchOutput> outputs) {
        for (SwitchOutput output : outputs) {
            switch (output) {
                case SwitchOutput.Read read -> {
                    reads++;
                    answers.add(new SwitchInput.Read(
                            read.token(), new Held(new LinkedHashMap<>(flows), Set.of(), new LinkedHashMap<>(groups))));
                }
                case SwitchOutput.Apply apply -> answers.add(apply(apply));
                case SwitchOutput.Wake w -> {}
                case SwitchOutput.SumDrops s -> {
                    dropSums++;
                    answers.add(new SwitchInput.DropSum(drops().sum()));
                }
                case SwitchOutput.ReadDrops r -> {
                    dropReads++;
                    answers.add(new SwitchInput.Drops(drops()));
                }
                case SwitchOutput.Realised r -> realised.add(r.revision());
            }
        }
    }

    /** The flow counts so many more packets. */
    void drop(Flow flow, long packets) {
        assertThat(flows).containsKey(flow.key());
        dropped.merge(flow.key(), packets, Long::sum);
    }

    /** The flow is deleted by hand. */
    void delete(Flow flow) {
        flows.remove(flow.key());
        dropped.remove(flow.key());
    }

    private DropReading drops() {
        dropped.keySet().retainAll(flows.keySet());
        List<FlowEntry> entries = flows.values().stream()
                .filter(f -> f.table() == DROP_TABLE)
                .map(f -> new FlowEntry(f, 0, 0, 0, 0, new FlowStats(0, 0, dropped.getOrDefault(f.key(), 0L), 0)))
                .toList();
        return DropReading.of(List.of(new MultipartReply.Flows(false, entries)));
    }

    private SwitchInput apply(SwitchOutput.Apply apply) {
        Difference d = apply.difference();
        messages += d.size();
        Map<Flow.Key, Flow> nextFlows = new LinkedHashMap<>(flows);
        Map<Integer, Group> nextGroups = new LinkedHashMap<>(groups);
        d.addGroups().forEach(g -> nextGroups.put(g.id(), g));
        for (List<Flow> list : List.of(d.add(), d.change())) {
            for (Flow flow : list) {
                @Nullable String fault = fault(flow, nextGroups);
                if (fault != null) {
                    return new SwitchInput.Rejected(
                            apply.token(), List.of(new SwitchInput.Rejection(flow, null, fault)));
                }
                nextFlows.put(flow.key(), flow);
            }
        }
        for (Flow flow : d.delete()) {
            Flow held = nextFlows.get(flow.key());
            if (held != null && held.cookie() == flow.cookie()) {
                nextFlows.remove(flow.key());
            }
        }
        for (Group group : d.deleteGroups()) {
            nextGroups.remove(group.id());
            nextFlows.values().removeIf(f -> f.actions().contains(new Action.Group(group.id())));
        }
        d.add().forEach(f -> dropped.remove(f.key()));
        d.change().forEach(f -> dropped.remove(f.key()));
        flows = nextFlows;
        groups = nextGroups;
        return new SwitchInput.Applied(apply.token());
    }

    private @Nullable String fault(Flow flow, Map<Integer, Group> groups) {
        if (refuses.contains(flow)) {
            return "OFPBAC_BAD_ARGUMENT";
        }
        for (Action action : flow.actions()) {
            if (action instanceof Action.Group group && !groups.containsKey(group.id())) {
                return "OFPBAC_BAD_OUT_GROUP";
            }
        }
        return null;
    }
}
