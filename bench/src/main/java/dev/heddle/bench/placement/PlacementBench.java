package dev.heddle.bench.placement;

import dev.heddle.placement.replay.Unit;
import dev.heddle.placement.replay.input.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** {@code PlacementBench TOPOLOGY JOBS OUT [spans|ratios|curves|completions]...}: all parts by default. */
public final class PlacementBench {
    private static final List<String> PARTS = List.of("spans", "ratios", "curves", "completions");

    private PlacementBench() {}

    public static void main(String[] args) throws IOException, InputException {
        Path out = Path.of(args[2]);
        Files.createDirectories(out);
        Results results = new Results(Path.of(args[0]), Path.of(args[1]), out.resolve("results.csv"));
        List<String> parts = args.length > 3 ? Arrays.asList(args).subList(3, args.length) : PARTS;
        for (String part : parts) {
            if (part.equals("curves")) {
                curves(new Report(results), out);
                continue;
            }
            for (Unit unit : Unit.values()) {
                String name = part + "-" + unit.name().toLowerCase(Locale.ROOT);
                Report report = new Report(results);
                switch (part) {
                    case "spans" -> report.spans(unit);
                    case "ratios" -> report.ratios(unit);
                    case "completions" -> report.completions(unit);
                    default -> throw new IllegalArgumentException("no part " + part + ", there are " + PARTS);
                }
                Files.writeString(out.resolve(name + ".md"), report.text());
            }
        }
    }

    /** Where a worker is a GPU nobody waits, and there is no curve. */
    private static void curves(Report report, Path out) throws IOException {
        Files.writeString(
                out.resolve("patience-delay.svg"),
                report.curve(Unit.HOST, Figures::delay, "mean delay").svg());
        Files.writeString(
                out.resolve("patience-gangs.svg"),
                report.curve(Unit.HOST, Figures::gangDelay, "gangs' mean delay").svg());
    }
}
