package dev.heddle.placement.gang;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.placement.gang.Outcome.Placed;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlacerTest {
    @Test
    void whatIsPlacedKeepsToAllThatWasAsked() {
        int placed = 0;
        for (long seed = 0; seed < 3_000; seed++) {
            RandomCase random = RandomCase.of(seed);
            Outcome outcome = new Placer(random.cluster()).place(random.gang(), Budget.NONE);
            if (outcome instanceof Placed(var seats, var score, var bound)) {
                placed++;
                assertThat(new Judge(random.gang(), random.cluster()).faults(seats))
                        .as("seed %d: %s: %s", seed, random.gang(), seats)
                        .isEmpty();
                assertThat(bound).isLessThanOrEqualTo(score);
            }
        }
        assertThat(placed).isGreaterThan(1_000);
    }

    @Test
    void theOrderOfTheInputDoesNotMatter() {
        for (long seed = 0; seed < 300; seed++) {
            RandomCase one = RandomCase.of(seed, new Random(1));
            RandomCase other = RandomCase.of(seed, new Random(2));
            assertThat(new Placer(one.cluster()).place(one.gang(), Budget.NONE))
                    .isEqualTo(new Placer(other.cluster()).place(other.gang(), Budget.NONE));
        }
    }
}
