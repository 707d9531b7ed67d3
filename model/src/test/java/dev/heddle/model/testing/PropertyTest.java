package dev.heddle.model.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PropertyTest {
    @Test
    void runsEveryCaseWithItsOwnSeed() {
        List<Integer> seen = new ArrayList<>();
        Property.named("sees all").cases(3).from(7).check(random -> seen.add(random.nextInt()));
        assertThat(seen).containsExactly(new Random(7).nextInt(), new Random(8).nextInt(), new Random(9).nextInt());
    }

    @Test
    void namesTheSeedOfTheFailure() {
        assertThatThrownBy(() -> Property.named("odd").from(5).check(random -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessageContaining("\"odd\" fails at seed 5")
                .hasMessageContaining("no");
    }

    @Test
    void shrinksAListToWhatFails() {
        assertThatThrownBy(() -> Property.named("no 17")
                        .checkList(
                                random -> IntStream.range(0, 40).boxed().toList(),
                                list -> assertThat(list).doesNotContain(17)))
                .hasMessageContaining("with [17]");
    }
}
