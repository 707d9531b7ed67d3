package dev.heddle.placement.gang;

import java.util.Arrays;
import java.util.Optional;

/** Workers spread over domains. */
final class Evenly {
    private Evenly() {}

    /**
     * As even as possible: no two counts differ by more than the skew, none is above its limit.
     *
     * @param most by domain, each of which counts
     */
    static Optional<int[]> share(int[] most, int workers, int maxSkew) {
        if (most.length == 0) {
            return Optional.empty();
        }
        int least = Math.min(workers / most.length, Arrays.stream(most).min().orElse(0));
        int[] counts = new int[most.length];
        Arrays.fill(counts, least);
        int open = workers - least * most.length;
        for (int more = 1; more <= maxSkew && open > 0; more++) {
            for (int i = 0; i < counts.length && open > 0; i++) {
                if (most[i] >= least + more) {
                    counts[i]++;
                    open--;
                }
            }
        }
        return open == 0 ? Optional.of(counts) : Optional.empty();
    }
}
