package dev.heddle.placement.gang;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.placement.cluster.Machine;
import java.util.List;
import org.junit.jupiter.api.Test;

class NeedTest {
    private static final Machine HOST = new Machine(8, 8, 8, 4, List.of(10L, 20L), false);

    @Test
    void fitsWhereAHostHasEnoughOfAll() {
        assertThat(new Need(8, 8, 8, 4, 10, false).fits(HOST)).isTrue();
        assertThat(new Need(9, 0, 0, 0, 0, false).fits(HOST)).isFalse();
        assertThat(new Need(0, 9, 0, 0, 0, false).fits(HOST)).isFalse();
        assertThat(new Need(0, 0, 9, 0, 0, false).fits(HOST)).isFalse();
        assertThat(new Need(0, 0, 0, 5, 0, false).fits(HOST)).isFalse();
        assertThat(new Need(0, 0, 0, 0, 11, false).fits(HOST)).isFalse();
    }

    @Test
    void onRailsTheUplinksOfTheGpusCount() {
        assertThat(new Need(0, 0, 0, 2, 20, true).fits(HOST)).isTrue();
        assertThat(new Need(0, 0, 0, 3, 20, true).fits(HOST)).isFalse();
        assertThat(new Need(0, 0, 0, 4, 10, true).fits(HOST)).isTrue();
        assertThat(new Need(0, 0, 0, 0, 11, true).fits(HOST)).isFalse();
    }

    @Test
    void withoutUplinksThereIsNoBandwidth() {
        Machine without = Machine.ofGpus(4);
        assertThat(new Need(0, 0, 0, 1, 1, false).fits(without)).isFalse();
        assertThat(new Need(0, 0, 0, 1, 1, true).fits(without)).isFalse();
        assertThat(new Need(0, 0, 0, 1, 0, true).fits(without)).isTrue();
    }
}
