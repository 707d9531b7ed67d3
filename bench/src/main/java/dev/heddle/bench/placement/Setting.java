package dev.heddle.bench.placement;

import dev.heddle.placement.flowmodel.Fabric;
import dev.heddle.placement.gang.Gang.Pattern;
import dev.heddle.placement.replay.Unit;
import dev.heddle.placement.replay.Window;
import java.time.LocalDate;
import java.util.OptionalDouble;

/**
 * One replay. Its text, comma-separated, is its key in the file of results.
 *
 * @param patience seconds, or {@code default}
 * @param fabric as {@code 2:1 RING 0.3}, or {@code none} where gangs never hinder each other
 */
record Setting(Unit unit, double load, Window window, long seed, String policy, String patience, String fabric) {
    static final String COLUMNS = "unit,load,from,days,warmup,seed,policy,patience,fabric";
    static final String DEFAULT = "default";
    static final String NONE = "none";

    static Setting of(Unit unit, double load, LocalDate from, int days, int warmup, long seed, String policy) {
        return new Setting(unit, load, new Window(from, days, warmup, load), seed, policy, DEFAULT, NONE);
    }

    Setting with(String otherPolicy) {
        return new Setting(unit, load, window, seed, otherPolicy, patience, fabric);
    }

    Setting waiting(int seconds) {
        return new Setting(unit, load, window, seed, policy, Integer.toString(seconds), fabric);
    }

    Setting on(int oversubscription, Pattern pattern, double communication) {
        return new Setting(
                unit, load, window, seed, policy, patience, oversubscription + ":1 " + pattern + " " + communication);
    }

    OptionalDouble seconds() {
        return patience.equals(DEFAULT) ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(patience));
    }

    /** Meaningless where there is {@link #NONE}. */
    Fabric model() {
        String[] parts = fabric.split(" ");
        return new Fabric(
                Double.parseDouble(parts[0].replace(":1", "")),
                Pattern.valueOf(parts[1]),
                Double.parseDouble(parts[2]));
    }

    String key() {
        return "%s,%s,%s,%d,%d,%d,%s,%s,%s"
                .formatted(unit, load, window.from(), window.days(), window.warmup(), seed, policy, patience, fabric);
    }
}
