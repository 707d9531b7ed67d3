package dev.heddle.placement.flowmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.model.pool.Gpus;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Domains.Place;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.cluster.Share;
import dev.heddle.placement.gang.Gang.Pattern;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrafficTest {
    /** Hosts 0 and 1 in rack 0, 2 and 3 in rack 1, 4 and 5 in rack 2. */
    private static final Domains RACKS = Domains.of(
            List.of("rack"),
            IntStream.range(0, 6)
                    .mapToObj(host -> new Place("h" + host, List.of("r" + host / 2)))
                    .toList());

    private static List<Seat> seats(int... hosts) {
        return IntStream.of(hosts)
                .mapToObj(host -> new Seat(host, Share.ofGpus(Gpus.first(8))))
                .toList();
    }

    @Test
    void aRingSendsOnceOverEachEdgeThatCrosses() {
        assertThat(Traffic.of(RACKS, seats(0, 1, 2, 3), Pattern.RING, 8))
                .isEqualTo(new Traffic(List.of(0, 1, 2, 3), List.of(1.0, 1.0, 1.0, 1.0)));
        assertThat(Traffic.of(RACKS, seats(0, 2, 1, 3), Pattern.RING, 8))
                .isEqualTo(new Traffic(List.of(0, 1, 2, 3), List.of(2.0, 2.0, 2.0, 2.0)));
        assertThat(Traffic.of(RACKS, seats(0, 1), Pattern.RING, 8).isEmpty()).isTrue();
    }

    @Test
    void aPipelineHasNoEdgeBack() {
        assertThat(Traffic.of(RACKS, seats(0, 1, 2, 4), Pattern.PIPELINE, 8))
                .isEqualTo(new Traffic(List.of(0, 2, 3, 5), List.of(1.0, 1.0, 1.0, 1.0)));
    }

    @Test
    void allToAllSendsEvenlyToAllOthers() {
        // Of three in all, two in rack 0: each sends 1/2 to the one of rack 1, which sends 1 to them.
        assertThat(Traffic.of(RACKS, seats(0, 1, 2), Pattern.ALL_TO_ALL, 8))
                .isEqualTo(new Traffic(List.of(0, 1, 2, 3), List.of(1.0, 1.0, 1.0, 1.0)));
        // Two in each of three racks: 2 * 4/5 out and in.
        Traffic traffic = Traffic.of(RACKS, seats(0, 1, 2, 3, 4, 5), Pattern.ALL_TO_ALL, 8);
        assertThat(traffic.links()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(traffic.load()).allSatisfy(load -> assertThat(load).isEqualTo(1.6, within(1e-12)));
        assertThat(Traffic.of(RACKS, seats(0, 1), Pattern.ALL_TO_ALL, 8).isEmpty())
                .isTrue();
    }

    @Test
    void aWorkerOfHalfAHostSendsHalf() {
        List<Seat> seats = List.of(new Seat(0, Share.ofGpus(Gpus.first(8))), new Seat(2, Share.ofGpus(Gpus.first(4))));
        assertThat(Traffic.of(RACKS, seats, Pattern.RING, 8).load()).containsExactly(0.5, 0.5, 0.5, 0.5);
        assertThat(Traffic.of(RACKS, seats, Pattern.ALL_TO_ALL, 8).load()).containsExactly(1.0, 0.5, 0.5, 1.0);
    }
}
