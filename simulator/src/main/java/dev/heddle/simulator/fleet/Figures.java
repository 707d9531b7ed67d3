package dev.heddle.simulator.fleet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a run measured, in the order in which it did. */
final class Figures {
    /** One figure. */
    private record Figure(String name, String unit, double value) {}

    private final List<Figure> all = new ArrayList<>();

    void add(String name, String unit, double value) {
        all.add(new Figure(name, unit, value));
    }

    /** The median and the 99th percentile of times in nanoseconds, in milliseconds. */
    void addTimes(String name, long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        add(name + " p50", "ms", percentile(sorted, 50) / 1e6);
        add(name + " p99", "ms", percentile(sorted, 99) / 1e6);
    }

    /** The least value that so many percent of all do not exceed. */
    static long percentile(long[] sorted, int percent) {
        return sorted[Math.max(0, (sorted.length * percent + 99) / 100 - 1)];
    }

    /** Lines for people. */
    String text() {
        StringBuilder out = new StringBuilder();
        all.forEach(f -> out.append(String.format(Locale.ROOT, "%-44s %10.1f %s%n", f.name, f.value, f.unit)));
        return out.toString();
    }

    /** One object: {@code {"name": {"value": 1.5, "unit": "s"}}}. */
    ObjectNode json() {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        all.forEach(f -> out.putObject(f.name).put("value", f.value).put("unit", f.unit));
        return out;
    }
}
