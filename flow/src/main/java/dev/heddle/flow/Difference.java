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
        return between(flows(old), groups(old), flows(now), groups(now));
    }

    private static List<Flow> flows(List<Fragment> fragments) {
        List<Flow> out = new ArrayList<>();
        fragments.forEach(f -> out.addAll(f.flows()));
        return out;
    }

    private static List<Group> groups(List<Fragment> fragments) {
        List<Group> out = new ArrayList<>();
        fragments.forEach(f -> out.addAll(f.groups()));
        return out;
    }

    /**
     * What leads from one list of flows and groups to another, each without a key twice. What both begin and end with, as the
     * very same flows, is not looked into: of a slice with many ports one change touches few.
     */
    public static Difference between(List<Flow> old, List<Group> oldGroups, List<Flow> now, List<Group> nowGroups) {
        CommonEnds same = CommonEnds.of(old, now, Difference::same);
        Map<Flow.Key, Flow> held = new LinkedHashMap<>();
        same.between(old).forEach(f -> held.put(f.key(), f));
        Map<Integer, Group> groups = new LinkedHashMap<>();
        oldGroups.forEach(g -> groups.put(g.id(), g));
        return between(held, groups, same.between(now), nowGroups);
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean same(Flow a, Flow b) {
        return a == b;
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
