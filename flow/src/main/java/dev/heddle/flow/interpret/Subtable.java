package dev.heddle.flow.interpret;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The flows of one table that share a mask, by what they want under it; those that want the same by priority. */
final class Subtable {
    private static final Comparator<Rule> HIGHEST_FIRST =
            Comparator.comparingInt(Rule::priority).reversed();

    private final Mask mask;
    private final Map<Mask.Key, List<Rule>> rules = new HashMap<>();

    /** How many flows there are of each priority. */
    private final TreeMap<Integer, Integer> priorities = new TreeMap<>();

    Subtable(Mask mask) {
        this.mask = mask;
    }

    int highestPriority() {
        return priorities.lastKey();
    }

    boolean isEmpty() {
        return priorities.isEmpty();
    }

    void add(Rule rule) {
        List<Rule> same = rules.computeIfAbsent(rule.key(), k -> new ArrayList<>(1));
        same.add(rule);
        same.sort(HIGHEST_FIRST);
        priorities.merge(rule.priority(), 1, Integer::sum);
    }

    void remove(Rule rule) {
        List<Rule> same = rules.getOrDefault(rule.key(), List.of());
        if (same.removeIf(r -> r.isFor(rule.flow()))) {
            priorities.merge(rule.priority(), -1, (a, b) -> a + b == 0 ? null : a + b);
            if (same.isEmpty()) {
                rules.remove(rule.key());
            }
        }
    }

    /** Whether all that the flows look at is known of the packet. */
    boolean isKnown(Packet packet) {
        return mask.isKnown(packet);
    }

    /** The flows that match, the highest priority first. */
    List<Rule> matching(Packet packet) {
        List<Rule> same = rules.getOrDefault(mask.of(packet), List.of());
        for (Rule rule : same) {
            if (!rule.options().isEmpty()) {
                return same.stream().filter(r -> r.optionsMatch(packet)).toList();
            }
        }
        return same;
    }

    /** Gives the flows that the unknown bits of the packet may make match. */
    void possible(Packet packet, Consumer<Rule> to) {
        for (List<Rule> same : rules.values()) {
            for (Rule rule : same) {
                if (rule.mayMatch(packet)) {
                    to.accept(rule);
                }
            }
        }
    }
}
