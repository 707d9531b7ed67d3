package dev.heddle.placement.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EndRatesTest {
    @Test
    void countsEndsByTheTimeSpentInEachAge() {
        EndRates rates = new EndRates();
        rates.ended(10);
        rates.ended(30);
        rates.ended(100);
        // Up to 64 s: two ends and a half, in 10 + 30 + 64 s and 64 s; up to 128 s: one and a half, in 36 s and 128 s.
        assertThat(rates.at(0)).isEqualTo(2.5 / 168);
        assertThat(rates.at(63)).isEqualTo(2.5 / 168);
        assertThat(rates.at(64)).isEqualTo(1.5 / 164);
        assertThat(rates.at(128)).isEqualTo(0.5 / 256);
    }

    @Test
    void whatHasRunForLongEndsMoreRarelyEvenBeforeAnythingWasSeen() {
        EndRates rates = new EndRates();
        assertThat(rates.at(100_000)).isPositive().isLessThan(rates.at(1_000) / 50);
        assertThat(rates.at(1e300)).isPositive();
    }

    @Test
    void findsTheRateOfEndsThatComeAtAnyAge() {
        EndRates rates = new EndRates();
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            rates.ended(-500 * Math.log(1 - random.nextDouble()));
        }
        for (double ran : new double[] {1, 100, 300, 900}) {
            assertThat(rates.at(ran)).isCloseTo(1 / 500.0, within(0.0002));
        }
    }
}
