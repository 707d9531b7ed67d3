package dev.heddle.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CommonEndsTest {
    @Test
    void whatIsBetweenIsWhatDiffers() {
        List<Integer> before = List.of(1, 2, 3, 9);
        List<Integer> after = List.of(1, 5, 6, 7, 9);
        CommonEnds ends = CommonEnds.of(before, after, Objects::equals);
        assertThat(ends).isEqualTo(new CommonEnds(1, 1));
        assertThat(ends.between(before)).containsExactly(2, 3);
        assertThat(ends.between(after)).containsExactly(5, 6, 7);
    }

    @Test
    void endsOfRepeatedElementsDoNotOverlap() {
        List<Integer> shorter = List.of(4, 4);
        List<Integer> longer = List.of(4, 4, 4);
        CommonEnds ends = CommonEnds.of(shorter, longer, Objects::equals);
        assertThat(ends.between(shorter)).isEmpty();
        assertThat(ends.between(longer)).containsExactly(4);
    }
}
