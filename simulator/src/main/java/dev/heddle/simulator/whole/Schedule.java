package dev.heddle.simulator.whole;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What happens when under one seed.
 *
 * @param seed of all that chance decides while it happens
 * @param hosts how many there are
 * @param acts in the order of their times
 */
record Schedule(long seed, int hosts, List<Timed> acts) {
    /** @param at since the beginning */
    record Timed(Duration at, Act act) {
        @Override
        public String toString() {
            return "%10.3f s  %s".formatted(at.toNanos() / 1e9, act);
        }
    }

    Schedule {
        acts = List.copyOf(acts);
    }

    Schedule with(List<Timed> fewer) {
        return new Schedule(seed, hosts, fewer);
    }

    /** When the last act happens. */
    Duration end() {
        return acts.isEmpty() ? Duration.ZERO : acts.getLast().at();
    }

    /** One act a line. */
    @Override
    public String toString() {
        return acts.stream().map(Timed::toString).collect(Collectors.joining("\n"));
    }
}
