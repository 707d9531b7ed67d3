package dev.heddle.placement.gang;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EvenlyTest {
    @Test
    void sharesWheneverSomeCountsWouldDo() {
        Random random = new Random(1);
        for (int round = 0; round < 2_000; round++) {
            int[] most = random.ints(1 + random.nextInt(4), 0, 6).toArray();
            int workers = random.nextInt(16);
            int skew = 1 + random.nextInt(3);
            var counts = Evenly.share(most, workers, skew);
            assertThat(counts.isPresent()).isEqualTo(exists(most, new int[most.length], 0, workers, skew));
            if (counts.isPresent()) {
                assertThat(Arrays.stream(counts.get()).sum()).isEqualTo(workers);
                assertThat(even(counts.get(), skew)).isTrue();
                for (int i = 0; i < most.length; i++) {
                    assertThat(counts.get()[i]).isBetween(0, most[i]);
                }
            }
        }
    }

    private static boolean exists(int[] most, int[] counts, int next, int open, int skew) {
        if (next == most.length) {
            return open == 0 && even(counts, skew);
        }
        for (counts[next] = 0; counts[next] <= Math.min(open, most[next]); counts[next]++) {
            if (exists(most, counts, next + 1, open - counts[next], skew)) {
                return true;
            }
        }
        return false;
    }

    private static boolean even(int[] counts, int skew) {
        return Arrays.stream(counts).max().orElse(0)
                        - Arrays.stream(counts).min().orElse(0)
                <= skew;
    }
}
