package dev.heddle.model.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Checks a property over seeded random cases. A failure names the seed of its case; {@code -Dheddle.seed=N} runs that case
 * alone.
 *
 * <pre>{@code
 * Property.named("apply(diff(a, b), a) = b").cases(300).check(random -> {
 *     ...assertions...
 * });
 * Property.named("shuffled input").cases(100).checkList(random -> changes(random), changes -> ...);
 * }</pre>
 */
public final class Property {
    private static final String SEED = "heddle.seed";

    private final String name;
    private final int cases;
    private final long firstSeed;

    private Property(String name, int cases, long firstSeed) {
        this.name = name;
        this.cases = cases;
        this.firstSeed = firstSeed;
    }

    /** 100 cases from seed 1 on. */
    public static Property named(String name) {
        return new Property(name, 100, 1);
    }

    public Property cases(int count) {
        return new Property(name, count, firstSeed);
    }

    /** The seed of the first case; each further case has the next one. */
    public Property from(long seed) {
        return new Property(name, cases, seed);
    }

    /** What a case does with its random source. */
    @FunctionalInterface
    public interface Case {
        void run(Random random) throws Exception;
    }

    /** Runs all cases; the first that throws fails the property. */
    public void check(Case body) {
        forEachSeed(seed -> {
            Throwable failure = failureOf(() -> body.run(new Random(seed)));
            if (failure != null) {
                throw failed(seed, "", failure);
            }
        });
    }

    /** As {@link #check} for a generated list; of a list that fails, halves, quarters and so on are left out while it still fails. */
    public <T> void checkList(Function<Random, List<T>> generator, Consumer<List<T>> body) {
        forEachSeed(seed -> {
            List<T> input = List.copyOf(generator.apply(new Random(seed)));
            Throwable failure = failureOf(() -> body.accept(input));
            if (failure != null) {
                List<T> small = shrink(input, body);
                Throwable smallFailure = failureOf(() -> body.accept(small));
                throw failed(seed, " with " + small, smallFailure == null ? failure : smallFailure);
            }
        });
    }

    /** Leaves out ever smaller runs of elements as long as the rest fails still. */
    static <T> List<T> shrink(List<T> failing, Consumer<List<T>> body) {
        List<T> best = failing;
        for (int run = best.size() / 2; run > 0; run = Math.min(run / 2, best.size())) {
            int at = 0;
            while (at + run <= best.size()) {
                List<T> rest = new ArrayList<>(best.subList(0, at));
                rest.addAll(best.subList(at + run, best.size()));
                if (failureOf(() -> body.accept(List.copyOf(rest))) != null) {
                    best = List.copyOf(rest);
                } else {
                    at += run;
                }
            }
        }
        return best;
    }

    private void forEachSeed(Consumer<Long> one) {
        Long only = Long.getLong(SEED);
        if (only != null) {
            one.accept(only);
            return;
        }
        for (long seed = firstSeed; seed < firstSeed + cases; seed++) {
            one.accept(seed);
        }
    }

    private AssertionError failed(long seed, String input, Throwable cause) {
        String message = "property \"%s\" fails at seed %d%s (run again with -D%s=%d): %s"
                .formatted(name, seed, input, SEED, seed, cause);
        return new AssertionError(message, cause);
    }

    private interface Body {
        void run() throws Exception;
    }

    private static Throwable failureOf(Body body) {
        try {
            body.run();
            return null;
        } catch (Exception | AssertionError | StackOverflowError e) {
            return e;
        }
    }
}
