package dev.heddle.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {
    @Test
    void aBurstThenOneForEachPeriod() {
        RateLimit limit = new RateLimit(3, 10);
        long now = -1000;
        assertThat(limit.take(now)).isZero();
        assertThat(limit.take(now)).isZero();
        assertThat(limit.take(now)).isZero();
        assertThat(limit.take(now)).isEqualTo(10);
        assertThat(limit.take(now + 4)).isEqualTo(6);
        assertThat(limit.take(now + 10)).isZero();
        assertThat(limit.take(now + 10)).isEqualTo(10);
    }

    @Test
    void aLongPauseSavesNoMoreThanABurst() {
        RateLimit limit = new RateLimit(2, 10);
        limit.take(0);
        assertThat(limit.take(1_000_000)).isZero();
        assertThat(limit.take(1_000_000)).isZero();
        assertThat(limit.take(1_000_000)).isPositive();
    }
}
