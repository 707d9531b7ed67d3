package dev.heddle.placement.policy;

import static dev.heddle.placement.policy.Cases.rack;
import static dev.heddle.placement.policy.Cases.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.model.pool.Gpus;
import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.cluster.Share;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Need;
import dev.heddle.placement.gang.Placer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Before anything has ended, what runs for less than 64 s ends once in 128 s; from then on once in 256 s, from 128 s on in 512 s. */
class ProspectTest {
    private static final double NOW = 1_000;
    private final Releases releases = new Releases();

    private Prospect prospect(Map<String, Integer> hosts, Map<String, Double> ages) {
        Cluster now = Cases.cluster(hosts);
        Cluster empty = new Cluster(
                now.domains(),
                IntStream.range(0, now.domains().hosts()).mapToObj(now::machine).toList());
        ages.forEach((host, age) -> {
            Gang gang = Gang.ofGpus(host, Cases.gang(1, 8).workers());
            Seat seat = new Seat(now.domains().numberOf(host), Share.ofGpus(Gpus.first(8)));
            releases.started(gang, List.of(seat), NOW - age);
        });
        Need need = Need.ofGpus(8);
        int apart = now.domains().levels();
        return new Prospect(
                now.domains(), new Placer(now).slots(need, apart), new Placer(empty).slots(need, apart), releases, NOW);
    }

    @Test
    void oneRackComesAsSoonAsWhatItLacksEnds() {
        Map<String, Integer> hosts = together(rack("p/a", 0, 0, 8, 8), rack("p/b", 0, 8, 8, 8), rack("p/c", 8, 8));
        Prospect prospect = prospect(hosts, Map.of("p/a/0", 10.0, "p/a/1", 10.0, "p/b/0", 200.0));
        // Rack a lacks two hosts, which come free once in 64 s: 1/128; b lacks one, once in 512 s; c is too small for
        // four.
        assertThat(prospect.saved(4, 2, 1)).isCloseTo(1 / 128.0, within(1e-12));
        assertThat(prospect.saved(4, 3, 1)).isCloseTo(2 / 128.0, within(1e-12));
        // For three, rack a lacks one.
        assertThat(prospect.saved(3, 2, 1)).isCloseTo(1 / 64.0, within(1e-12));
    }

    @Test
    void besideTheRoomiestRacksOneMoreIsEnough() {
        Map<String, Integer> hosts = together(rack("p/a", 8, 8, 8), rack("p/b", 0, 0, 8), rack("p/c", 0, 8, 8));
        Prospect prospect = prospect(hosts, Map.of("p/b/0", 70.0, "p/b/1", 70.0, "p/c/0", 10.0));
        // Six in two racks: a, and three in b (two lack, 2/256 in all) or in c (one lacks, 1/128).
        assertThat(prospect.saved(6, 3, 2)).isCloseTo(1 / 128.0, within(1e-12));
    }

    @Test
    void nothingIsHopedForWhereNothingIsKnownToRun() {
        Prospect prospect = prospect(together(rack("p/a", 0, 8), rack("p/b", 0, 8)), Map.of());
        assertThat(prospect.saved(2, 2, 1)).isZero();
    }
}
