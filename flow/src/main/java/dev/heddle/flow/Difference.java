package dev.heddle.flow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The changes that lead from one set of flows and groups to another. A flow whose key is held already, with other
 * instructions or another cookie, is in {@code change}; an add with the same key replaces it in the switch.
 */
public record Difference(
        List<Flow> add, List<Flow> change, List<Flow> delete, List<Group> addGroups, List<Group> deleteGroups) {
    public static final Difference NONE = new Difference(List.of(), List.of(), List.of(), List.of(), List.of());

    public boolean isEmpty() {
        return add.isEmpty() && change.isEmpty() && delete.isEmpty() && addGroups.isEmpty() && deleteGroups.isEmpty();
    }

    /** Number of messages that it takes. */
    public int size() {
        return add.size() + change.size() + delete.size() + addGroups.size() + deleteGroups.size();
    }

    /** Whether a flow of this table is among what changes. */
    public boolean touches(int table) {
        return Stream.of(add, change, delete).flatMap(List::stream).anyMatch(f -> f.table() == table);
    }

    static Difference between(List<Fragment> old, List<Fragment> now) {
        Map<Flow.Key, Flow> held = new LinkedHashMap<>();
        Map<Integer, Group> groups = new LinkedHashMap<>();
        for (Fragment fragment : old) {
            fragment.flows().forEach(f -> held.put(f.key(), f));
            fragment.groups().forEach(g -> groups.put(g.id(), g));
        }
        List<Flow> flows = new ArrayList<>();
        List<Group> wanted = new ArrayList<>();
        for (Fragment fragment : now) {
            flows.addAll(fragment.flows());
            wanted.addAll(fragment.groups());
        }
        return between(held, groups, flows, wanted);
    }

    /**
     * What leads from what is held to what is wanted.
     *
     * @param held flows by key; not modified
     * @param groups groups by id; not modified
     */
    public static Difference between(
            Map<Flow.Key, Flow> held,
            Map<Integer, Group> groups,
            Collection<Flow> wanted,
            Collection<Group> wantedGroups) {
        Map<Flow.Key, Flow> left = new LinkedHashMap<>(held);
        List<Flow> add = new ArrayList<>();
        List<Flow> change = new ArrayList<>();
        for (Flow flow : wanted) {
            Flow was = left.remove(flow.key());
            if (was == null) {
                add.add(flow);
            } else if (!was.equals(flow)) {
                change.add(flow);
            }
        }
        Map<Integer, Group> groupsLeft = new HashMap<>(groups);
        List<Group> addGroups = new ArrayList<>();
        for (Group group : wantedGroups) {
            Group was = groupsLeft.remove(group.id());
            if (!group.equals(was)) {
                addGroups.add(group);
            }
        }
        List<Group> deleteGroups = new ArrayList<>(groupsLeft.values());
        return new Difference(add, change, List.copyOf(left.values()), addGroups, deleteGroups);
    }
}
