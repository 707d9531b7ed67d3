package dev.heddle.controller.reconcile;

import dev.heddle.flow.Difference;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a switch said it holds.
 *
 * @param flows all flows of the bridge, ours and foreign, by key
 * @param odd keys of flows with a timeout, a flag or an importance, which no program has
 * @param groups all groups by id
 */
record Held(Map<Flow.Key, Flow> flows, Set<Flow.Key> odd, Map<Integer, Group> groups) {
    /**
     * What makes the switch equal to {@code wanted}. Flows without our mark stay, except where table, priority and match
     * equal ours.
     *
     * @param adopt flows without our mark go too
     */
    Difference to(NumberedProgram wanted, boolean adopt) {
        List<Flow> flowsWanted = wanted.flows();
        Difference d = Difference.between(flows, groups, flowsWanted, wanted.groups());
        List<Flow> change = d.change();
        if (!odd.isEmpty()) {
            Map<Flow.Key, Flow> changes = new LinkedHashMap<>();
            d.change().forEach(f -> changes.put(f.key(), f));
            flowsWanted.stream().filter(f -> odd.contains(f.key())).forEach(f -> changes.put(f.key(), f));
            change = List.copyOf(changes.values());
        }
        return new Difference(
                d.add(),
                change,
                d.delete().stream().filter(f -> adopt || Ownership.ours(f)).toList(),
                d.addGroups(),
                d.deleteGroups().stream()
                        .filter(g -> adopt || Ownership.ours(g))
                        .toList());
    }

    /** Flows without our mark that {@code wanted} does not replace. */
    List<Flow> foreign(NumberedProgram wanted) {
        Map<Flow.Key, Flow> out = new LinkedHashMap<>();
        flows.values().stream().filter(f -> !Ownership.ours(f)).forEach(f -> out.put(f.key(), f));
        if (!out.isEmpty()) {
            wanted.flows().forEach(f -> out.remove(f.key()));
        }
        return new ArrayList<>(out.values());
    }
}
