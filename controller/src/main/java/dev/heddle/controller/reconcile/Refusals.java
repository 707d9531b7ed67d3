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
 * Objects whose flows a switch refused, or that would break isolation. All of an object's flows are left out, never some: half of an object's flows may
 * let through what the other half would drop. Immutable.
 *
 * @param byObject object id to what was refused
 */
record Refusals(SortedMap<Long, Refusal> byObject) {
    static final Refusals NONE = new Refusals(new TreeMap<>());

    /**
     * @param words what Open vSwitch said, or what speaks against its flows
     * @param proof whether the proof of isolation refused it, not the switch
     * @param flows the object's flows then, as the program named them
     * @param groups ids of the groups that these flows use
     */
    record Refusal(String words, boolean proof, List<Flow> flows, List<Integer> groups) {}

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

    /** With one more object that the switch refused; what it holds in {@code program} is left out from now on. */
    Refusals with(long object, String words, Program program) {
        return with(object, words, false, program);
    }

    /** Likewise, with one that would break isolation. */
    Refusals withUnsafe(long object, String words, Program program) {
        return with(object, words, true, program);
    }

    /** Without what would have broken isolation: it may not any more. */
    Refusals withoutUnsafe() {
        SortedMap<Long, Refusal> next = new TreeMap<>(byObject);
        next.values().removeIf(Refusal::proof);
        return next.size() == byObject.size() ? this : new Refusals(next);
    }

    private Refusals with(long object, String words, boolean proof, Program program) {
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
        next.put(object, new Refusal(words, proof, flows, List.copyOf(groups)));
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
