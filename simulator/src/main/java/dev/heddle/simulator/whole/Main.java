package dev.heddle.simulator.whole;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Runs seeds: {@code FIRST [COUNT]}. Prints what fails, with a schedule made as short as it gets, and ends with 1 if anything
 * did.
 */
public final class Main {
    private static final int SHRINKING_RUNS = 400;

    private Main() {}

    public static void main(String[] arguments) {
        long first = arguments.length > 0 ? Long.parseLong(arguments[0]) : 0;
        long count = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        System.exit(run(first, count, System.out) ? 0 : 1);
    }

    /** Whether all went well. */
    static boolean run(long first, long count, PrintStream out) {
        long steps = 0;
        int acts = 0;
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long began = threads.getCurrentThreadCpuTime();
        boolean good = true;
        for (long seed = first; seed < first + count; seed++) {
            Schedule schedule = Chooser.schedule(seed);
            Outcome outcome = Simulation.run(schedule);
            steps += outcome.steps();
            acts += outcome.acts();
            if (outcome.failure().isPresent()) {
                good = false;
                out.println(report(schedule, outcome.failure().get()));
            }
        }
        double seconds = (threads.getCurrentThreadCpuTime() - began) / 1e9;
        out.printf(
                "%d seeds, %d steps, %d acts in %.1f s of one core: %.0f steps/s%n",
                count, steps, acts, seconds, steps / seconds);
        return good;
    }

    /** What failed: seed, step, and the shortest schedule that still fails so. */
    static String report(Schedule schedule, Outcome.Failure failure) {
        Schedule shrunken = Shrinker.shrink(
                schedule,
                shorter -> Simulation.run(shorter)
                        .failure()
                        .filter(f -> f.invariant() == failure.invariant())
                        .isPresent(),
                SHRINKING_RUNS);
        Outcome.Failure last = Simulation.run(shrunken).failure().orElse(failure);
        return """
                seed %d, step %d: %s: %s
                shrunken to %d of %d acts on %d hosts, fails at step %d: %s
                %s""".formatted(
                        schedule.seed(),
                        failure.step(),
                        failure.invariant(),
                        failure.words(),
                        shrunken.acts().size(),
                        schedule.acts().size(),
                        schedule.hosts(),
                        last.step(),
                        last.words(),
                        shrunken);
    }
}
