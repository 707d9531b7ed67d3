package dev.heddle.bench.placement;

import dev.heddle.placement.gang.Gang.Pattern;
import dev.heddle.placement.policy.Policies;
import dev.heddle.placement.replay.Unit;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What is replayed: one base setting per row of a table, under every policy. */
final class Plan {
    static final String OURS = "heddle";
    static final String KUEUE = "kueue-bestfit";
    static final List<Double> LOADS = List.of(0.70, 0.83, 0.91, 0.98);
    /** Seconds. */
    static final List<Integer> PATIENCES = List.of(0, 300, 900, 1_800, 3_600, 7_200, 14_400);

    static final List<Integer> OVERSUBSCRIPTIONS = List.of(2, 4);
    static final List<Double> COMMUNICATION = List.of(0.1, 0.3, 0.5);
    static final List<Pattern> PATTERNS = List.of(Pattern.RING, Pattern.ALL_TO_ALL);

    private static final LocalDate FIRST = LocalDate.of(2017, 10, 2);
    private static final int WEEKS = 5;
    private static final int SEEDS = 3;

    private Plan() {}

    /** All weeks in one replay, cold. */
    static Setting all(Unit unit, double load, long seed) {
        return Setting.of(unit, load, FIRST, 7 * WEEKS, 0, seed, KUEUE);
    }

    static List<Setting> allWeeks(Unit unit, double load) {
        return LongStream.range(0, SEEDS)
                .mapToObj(seed -> all(unit, load, seed))
                .toList();
    }

    /** Each week alone after a warm-up week, under every seed. */
    static List<Setting> singleWeeks(Unit unit, double load) {
        return Stream.iterate(FIRST, week -> week.plusWeeks(1))
                .limit(WEEKS)
                .flatMap(week ->
                        LongStream.range(0, SEEDS).mapToObj(seed -> Setting.of(unit, load, week, 7, 7, seed, KUEUE)))
                .toList();
    }

    /** Ours last. */
    static List<String> policies() {
        return Stream.concat(
                        Policies.NAMES.stream().filter(name -> !name.equals(OURS)),
                        Policies.NAMES.stream().filter(name -> name.equals(OURS)))
                .toList();
    }

    /** By how much ours is to have fewer racks over the bound than {@link #KUEUE}. */
    static double racksAim(double load) {
        return List.of(0.97, 0.94, 0.85, 0.88).get(LOADS.indexOf(load));
    }
}
