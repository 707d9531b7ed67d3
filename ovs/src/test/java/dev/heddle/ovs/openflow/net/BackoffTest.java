package dev.heddle.ovs.openflow.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void pausesDoubleUpToTheLongestAndAreCutByAtMostAHalf() {
        Backoff backoff = new Backoff(Duration.ofNanos(100), Duration.ofNanos(1_000), new Random(1));
        for (long full : new long[] {100, 200, 400, 800, 1_000, 1_000}) {
            assertThat(backoff.next()).isBetween(full / 2, full);
        }
        backoff.reset();
        assertThat(backoff.next()).isBetween(50L, 100L);
    }
}
