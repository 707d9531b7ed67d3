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
    void equalObjectsAreNotTheSame() {
        Object first = new Object();
        String word = "word";
        Object[] before = {first, word, first, word};
        Object[] after = {first, word, new String(word), first, new String(word), word};
        assertThat(CommonEnds.ofSame(before, after)).isEqualTo(new CommonEnds(2, 1));
        assertThat(CommonEnds.ofSame(after, before)).isEqualTo(new CommonEnds(2, 1));
        assertThat(CommonEnds.ofSame(before, before)).isEqualTo(new CommonEnds(4, 0));
        Object[] twice = {first, first};
        assertThat(CommonEnds.ofSame(twice, new Object[] {first, first, first})).isEqualTo(new CommonEnds(2, 0));
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
