package dev.heddle.model.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GpusTest {
    @Test
    void isWrittenFoldedAndReadAgain() {
        assertThat(Gpus.of(6, 0, 1, 2, 3)).hasToString("0-3,6");
        assertThat(Gpus.parse("0-3,6")).isEqualTo(Gpus.of(0, 1, 2, 3, 6));
        assertThat(Gpus.NONE).hasToString("");
        assertThat(Gpus.parse("")).isEqualTo(Gpus.NONE);
        for (String bad : new String[] {"3-1", "1,1", "x", "1,", "-1", "2,1", "0-2,2"}) {
            assertThatThrownBy(() -> Gpus.parse(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theLowestOfThoseThereAre() {
        assertThat(Gpus.of(1, 4, 6).lowest(2)).isEqualTo(Gpus.of(1, 4));
        assertThatThrownBy(() -> Gpus.of(1).lowest(2)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Gpus.first(4).minus(Gpus.of(1))).isEqualTo(Gpus.of(0, 2, 3));
    }
}
