package dev.heddle.placement.gang;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.placement.gang.Slots.Entry;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PicksTest {
    @Test
    void picksAsFewDomainsAsAnySubset() {
        Random random = new Random(1);
        for (int round = 0; round < 2_000; round++) {
            TreeSet<Entry> domains = new TreeSet<>();
            int[] counts = random.ints(1 + random.nextInt(8), 1, 9).toArray();
            for (int domain = 0; domain < counts.length; domain++) {
                domains.add(new Entry(counts[domain], counts[domain], domain));
            }
            int workers = 1 + random.nextInt(40);
            int fewest = Integer.MAX_VALUE;
            for (int subset = 1; subset < 1 << counts.length; subset++) {
                int held = 0;
                for (int domain = 0; domain < counts.length; domain++) {
                    held += (subset >> domain & 1) * counts[domain];
                }
                fewest = held >= workers ? Math.min(fewest, Integer.bitCount(subset)) : fewest;
            }
            var picks = Picks.fewest(domains, workers);
            assertThat(picks.isPresent()).isEqualTo(fewest < Integer.MAX_VALUE);
            if (picks.isPresent()) {
                assertThat(picks.get().workers()).hasSize(fewest);
                assertThat(picks.get().workers().values().stream()
                                .mapToInt(i -> i)
                                .sum())
                        .isEqualTo(workers);
                int room = picks.get().workers().keySet().stream()
                        .mapToInt(domain -> counts[domain])
                        .sum();
                assertThat(picks.get().left()).isEqualTo(room - workers);
                picks.get()
                        .workers()
                        .forEach((domain, count) -> assertThat(count).isBetween(1, counts[domain]));
            }
        }
    }

    @Test
    void leavesTheEmptiestDomainsWhole() {
        TreeSet<Entry> domains = new TreeSet<>();
        int[] counts = {8, 8, 5, 3, 8};
        for (int domain = 0; domain < counts.length; domain++) {
            domains.add(new Entry(counts[domain], counts[domain], domain));
        }
        assertThat(Picks.fewest(domains, 11).orElseThrow().workers()).containsOnlyKeys(0, 3);
        assertThat(Picks.fewest(domains, 3).orElseThrow().workers()).containsOnlyKeys(3);
    }
}
