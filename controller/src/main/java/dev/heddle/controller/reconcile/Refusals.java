package dev.heddle.controller.reconcile;

import dev.heddle.compiler.Cookie;
import dev.heddle.flow.Action;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.Program;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Objects whose flows a switch refused. All of an object's flows are left out, never some: half of an object's flows may
 * let through what the other half would drop. Immutable.
 *
 * @param byObject object id to what was refused
 */
record Refusals(SortedMap<Long, Refusal> byObject) {
    static final Refusals NONE = new Refusals(new TreeMap<>());

    /**
     * @param words what Open vSwitch said
     * @param flows the object's flows then, as the program named them
     * @param groups ids of the groups that these flows use
     */
    record Refusal(String words, List<Flow> flows, List<Integer> groups) {}

    Refusals {
        byObject = Collections.unmodifiableSortedMap(new TreeMap<>((Map<Long, Refusal>) byObject));
    }

    boolean isEmpty() {
        return byObject.isEmpty();
    }

    boolean contains(Flow flow) {
        return !byObject.isEmpty() && byObject.containsKey(Cookie.id(flow.cookie()));
    }

    boolean contains(Group group) {
        return byObject.values().stream().anyMatch(r -> r.groups().contains(group.id()));
    }

    /** With one more object; what it holds in {@code program} is left out from now on. */
    Refusals with(long object, String words, Program program) {
        List<Flow> flows = flowsOf(object, program);
        TreeSet<Integer> groups = new TreeSet<>();
        for (Flow flow : flows) {
            for (Action action : flow.actions()) {
                if (action instanceof Action.Group group) {
                    groups.add(group.id());
                }
            }
        }
        SortedMap<Long, Refusal> next = new TreeMap<>(byObject);
        next.put(object, new Refusal(words, flows, List.copyOf(groups)));
        return new Refusals(next);
    }

    /** Without the objects whose flows are others in {@code program}: they are worth another try. */
    Refusals stillIn(Program program) {
        if (byObject.isEmpty()) {
            return this;
        }
        SortedMap<Long, Refusal> next = new TreeMap<>(byObject);
        next.entrySet()
                .removeIf(e -> !flowsOf(e.getKey(), program).equals(e.getValue().flows()));
        return next.size() == byObject.size() ? this : new Refusals(next);
    }

    private static List<Flow> flowsOf(long object, Program program) {
        List<Flow> out = new ArrayList<>();
        for (var fragment : program.fragments()) {
            for (Flow flow : fragment.flows()) {
                if (Cookie.id(flow.cookie()) == object) {
                    out.add(flow);
                }
            }
        }
        return out;
    }
}
