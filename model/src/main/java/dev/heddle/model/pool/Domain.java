package dev.heddle.model.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A site, pod or rack: what hosts share of their locations from the outside in. Ordered as a tree: each domain comes
 * before those in it.
 *
 * @param steps at least one, outermost first
 */
public record Domain(List<Step> steps) implements Comparable<Domain> {
    /**
     * One entry of a location.
     *
     * @param level as {@code rack}
     * @param name as {@code r7}
     */
    public record Step(String level, String name) implements Comparable<Step> {
        @Override
        public int compareTo(Step other) {
            int order = name.compareTo(other.name);
            return order != 0 ? order : level.compareTo(other.level);
        }
    }

    public Domain {
        steps = List.copyOf(steps);
    }

    /** All that a host with this location lies in, outermost first. */
    public static List<Domain> of(SequencedMap<String, String> location) {
        List<Step> steps = steps(location);
        List<Domain> out = new ArrayList<>();
        for (int depth = 1; depth <= steps.size(); depth++) {
            out.add(new Domain(steps.subList(0, depth)));
        }
        return out;
    }

    static List<Step> steps(Map<String, String> location) {
        return location.entrySet().stream()
                .map(entry -> new Step(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The names, joined by slashes: {@code a/p1/r7}. */
    public String path() {
        return String.join("/", steps.stream().map(Step::name).toList());
    }

    /** What it is: {@code rack}. */
    public String level() {
        return steps.getLast().level();
    }

    @Override
    public int compareTo(Domain other) {
        for (int i = 0; i < Math.min(steps.size(), other.steps.size()); i++) {
            int order = steps.get(i).compareTo(other.steps.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(steps.size(), other.steps.size());
    }
}
