package dev.heddle.placement.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.model.pool.Gpus;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.cluster.Share;
import dev.heddle.placement.gang.Gang;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReleasesTest {
    private final Releases releases = new Releases();

    private static Gang gang(String name) {
        return Gang.ofGpus(name, Cases.gang(1, 1).workers());
    }

    private static Seat seat(int host) {
        return new Seat(host, Share.ofGpus(Gpus.first(1)));
    }

    @Test
    void aHostComesFreeWhenAllItsWorkersHaveEndedOneAfterTheOther() {
        releases.started(gang("a"), List.of(seat(3), seat(4)), 0);
        releases.started(gang("b"), List.of(seat(3)), 100);
        // At 110 s, a's age ends once in 256 s and b's once in 128 s.
        assertThat(releases.rate(3, 110)).isCloseTo(1 / 384.0, within(1e-12));
        assertThat(releases.rate(4, 110)).isCloseTo(1 / 256.0, within(1e-12));
        assertThat(releases.rate(5, 110)).isZero();
    }

    @Test
    void whatHasEndedCountsNoMoreButIsLearntFrom() {
        releases.started(gang("a"), List.of(seat(3)), 0);
        releases.started(gang("b"), List.of(seat(3)), 0);
        releases.ended(gang("a"), List.of(seat(3)), 20);
        // Under 64 s: one end and a half, in 20 s and 64 s.
        assertThat(releases.rate(3, 20)).isCloseTo(1.5 / 84, within(1e-12));
        releases.ended(gang("b"), List.of(seat(3)), 20);
        assertThat(releases.rate(3, 20)).isZero();
        releases.ended(gang("unknown"), List.of(seat(3)), 20);
        assertThat(releases.rate(3, 20)).isZero();
    }
}
