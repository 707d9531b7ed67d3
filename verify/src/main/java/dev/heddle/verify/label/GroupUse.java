package dev.heddle.verify.label;

import dev.heddle.flow.Action;
import dev.heddle.flow.Group;
import dev.heddle.flow.Instruction;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The groups of a switch, and the rules that use them. Not thread-safe. */
final class GroupUse {
    private final Map<Integer, Group> groups = new HashMap<>();
    private final Map<Integer, Set<Rule>> rules = new HashMap<>();
    private final Map<Integer, Set<Integer>> containers = new HashMap<>();

    void clear() {
        groups.clear();
        rules.clear();
        containers.clear();
    }

    void put(Group group) {
        remove(group.id());
        groups.put(group.id(), group);
        within(group, id -> containers.computeIfAbsent(id, i -> new HashSet<>()).add(group.id()));
    }

    void remove(int id) {
        Group old = groups.remove(id);
        if (old != null) {
            within(
                    old,
                    within -> containers.getOrDefault(within, new HashSet<>()).remove(id));
        }
    }

    @Nullable
    Group get(int id) {
        return groups.get(id);
    }

    Collection<Group> all() {
        return Collections.unmodifiableCollection(groups.values());
    }

    void use(Rule rule) {
        named(rule, id -> rules.computeIfAbsent(id, i -> new HashSet<>()).add(rule));
    }

    void disuse(Rule rule) {
        named(rule, id -> rules.getOrDefault(id, new HashSet<>()).remove(rule));
    }

    /** The rules that execute the group, by way of others too. */
    Set<Rule> users(int id) {
        Set<Rule> out = new HashSet<>();
        users(id, out, new HashSet<>());
        return out;
    }

    private void users(int id, Set<Rule> out, Set<Integer> seen) {
        if (seen.add(id)) {
            out.addAll(rules.getOrDefault(id, Set.of()));
            containers.getOrDefault(id, Set.of()).forEach(c -> users(c, out, seen));
        }
    }

    private static void named(Rule rule, Consumer<Integer> to) {
        for (Instruction instruction : rule.flow().instructions()) {
            named(instruction.actions(), to);
        }
    }

    private static void within(Group group, Consumer<Integer> to) {
        group.buckets().forEach(b -> named(b.actions(), to));
    }

    private static void named(List<Action> actions, Consumer<Integer> to) {
        for (Action action : actions) {
            switch (action) {
                case Action.Group group -> to.accept(group.id());
                case Action.Clone clone -> named(clone.actions(), to);
                default -> {}
            }
        }
    }
}
