package dev.heddle.placement.gang;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.pool.Gpus;
import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Domains.Place;
import dev.heddle.placement.cluster.Machine;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.cluster.Share;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SeatingTest {
    private static Cluster host(int uplinks) {
        Machine machine = new Machine(16_000, 64, 64, 8, Collections.nCopies(uplinks, 100L), true);
        return new Cluster(Domains.of(List.of("rack"), List.of(new Place("a", List.of("r")))), List.of(machine));
    }

    @Test
    void fitsWhateverSomeChoiceOfGpusWouldFit() {
        Random random = new Random(1);
        int fitting = 0;
        for (int round = 0; round < 3_000; round++) {
            Cluster cluster = host(List.of(1, 2, 4, 8).get(random.nextInt(4)));
            TreeMap<Integer, Long> taken = new TreeMap<>();
            for (int uplink = 0; uplink < cluster.machine(0).uplinks().size(); uplink++) {
                taken.put(uplink, 25L * random.nextInt(5));
            }
            Gpus gpus = Gpus.of(random.ints(random.nextInt(5), 0, 8).distinct().toArray());
            cluster.take(new Seat(0, new Share(1_000 * random.nextInt(9), 0, 0, gpus, taken)));
            List<Need> needs = new ArrayList<>();
            for (int worker = random.nextInt(5); worker >= 0; worker--) {
                needs.add(new Need(
                        1_000L * random.nextInt(5),
                        random.nextInt(20),
                        random.nextInt(20),
                        random.nextInt(4),
                        25L * random.nextInt(3),
                        random.nextInt(4) > 0));
            }
            boolean fits = Seating.seat(cluster, 0, needs).isPresent();
            assertThat(fits).as("%s %s", round, needs).isEqualTo(BruteFit.fits(cluster, 0, needs));
            fitting += fits ? 1 : 0;
            int slots = Seating.slots(cluster, 0, needs.getFirst(), 9);
            if (slots < 9) {
                assertThat(BruteFit.fits(cluster, 0, Collections.nCopies(slots + 1, needs.getFirst())))
                        .isFalse();
            }
            assertThat(BruteFit.fits(cluster, 0, Collections.nCopies(slots, needs.getFirst())))
                    .isTrue();
        }
        assertThat(fitting).isBetween(500, 2_500);
    }

    @Test
    void aWorkerTakesTheUplinksOfItsGpusOnceEach() {
        Need need = new Need(0, 0, 0, 3, 60, true);
        List<Share> shares = Seating.seat(host(4), 0, List.of(need, need)).orElseThrow();
        assertThat(shares.get(0).gpus()).isEqualTo(Gpus.parse("0-2"));
        assertThat(shares.get(0).bandwidth()).isEqualTo(Map.of(0, 60L, 1, 60L));
        assertThat(shares.get(1).gpus()).isEqualTo(Gpus.parse("4-6"));
        assertThat(shares.get(1).bandwidth()).isEqualTo(Map.of(2, 60L, 3, 60L));
    }
}
