package dev.heddle.lab.reach;

import dev.heddle.lab.reach.Reachability.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows outcomes: as a table for people, and as values for JSON. */
public final class Matrix {
    private Matrix() {}

    /** One pair and address of the JSON form. */
    public record Cell(
            String from, String to, String address, boolean expected, boolean measured, List<String> leaks) {}

    /** The JSON form. */
    public record Report(boolean same, int probes, int reachable, int differences, List<Cell> pairs) {}

    public static Report report(List<Outcome> outcomes) {
        List<Cell> cells = outcomes.stream()
                .map(o -> new Cell(
                        o.probe().from().name(),
                        o.probe().to().name(),
                        o.probe().address().toString(),
                        o.expected(),
                        o.measured(),
                        o.leaks()))
                .toList();
        int reachable = (int) outcomes.stream().filter(Outcome::measured).count();
        int differences = (int) outcomes.stream().filter(Outcome::differs).count();
        return new Report(differences == 0, cells.size(), reachable, differences, cells);
    }

    /**
     * A row for each asking port, a column for each asked one, both in the order of the endpoints: the families that
     * are reached ({@code 4}, {@code 6}, {@code 46}), {@code .} for none, {@code !} behind
     * a cell that differs.
     */
    public static String table(List<Endpoint> endpoints, List<Outcome> outcomes) {
        Map<String, Map<String, List<Outcome>>> rows = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            rows.computeIfAbsent(outcome.probe().from().name(), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(outcome.probe().to().name(), _ -> new ArrayList<>())
                    .add(outcome);
        }
        int width = endpoints.stream().mapToInt(e -> e.name().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        text.append(" ".repeat(width + 4));
        for (int column = 1; column <= endpoints.size(); column++) {
            text.append("%4d".formatted(column));
        }
        text.append('\n');
        for (int row = 0; row < endpoints.size(); row++) {
            Endpoint from = endpoints.get(row);
            text.append(("%3d %-" + Math.max(1, width) + "s").formatted(row + 1, from.name()));
            for (Endpoint to : endpoints) {
                List<Outcome> cell = rows.getOrDefault(from.name(), Map.of()).getOrDefault(to.name(), List.of());
                text.append("%4s".formatted(from.equals(to) ? "-" : cell(cell)));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** One line for each outcome that differs. */
    public static List<String> differences(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(Outcome::differs)
                .map(o -> "%s -> %s (%s): expected %s, measured %s%s"
                        .formatted(
                                o.probe().from().name(),
                                o.probe().to().name(),
                                o.probe().address(),
                                word(o.expected()),
                                word(o.measured()),
                                o.leaks().isEmpty() ? "" : ", arrived at " + String.join(", ", o.leaks())))
                .toList();
    }

    private static String word(boolean reached) {
        return reached ? "reached" : "not reached";
    }

    private static String cell(List<Outcome> outcomes) {
        boolean v4 = outcomes.stream()
                .anyMatch(o -> o.measured() && !o.probe().address().v6());
        boolean v6 = outcomes.stream()
                .anyMatch(o -> o.measured() && o.probe().address().v6());
        boolean differs = outcomes.stream().anyMatch(Outcome::differs);
        String families = (v4 ? "4" : "") + (v6 ? "6" : "");
        return (families.isEmpty() ? "." : families) + (differs ? "!" : "");
    }
}
