package dev.heddle.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.controller.reconcile.Doubts.Advice;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DoubtsTest {
    private static final long MS = 1_000_000;

    private final Doubts doubts = new Doubts();

    private static SortedSet<String> names(String... names) {
        return new TreeSet<>(List.of(names));
    }

    @Test
    void asksAtGrowingIntervalsAndGivesUp() {
        long now = -5 * MS;
        for (long wait = 250 * MS, tries = 0; tries < 5; wait *= 4, tries++) {
            assertThat(doubts.about(names("a"), now)).isEqualTo(new Advice.Wait(wait));
            assertThat(doubts.about(names("a"), now + wait - 1)).isEqualTo(new Advice.Wait(1));
            now += wait;
            assertThat(doubts.about(names("a"), now)).isEqualTo(new Advice.Ask());
        }
        assertThat(doubts.about(names("a"), now + 1_000_000 * MS)).isEqualTo(new Advice.Accept());
    }

    @Test
    void whatIsRefusedNewlyIsDoubtedAnew() {
        assertThat(doubts.about(names("a"), 0)).isEqualTo(new Advice.Wait(250 * MS));
        assertThat(doubts.about(names("a"), 250 * MS)).isEqualTo(new Advice.Ask());
        assertThat(doubts.about(names("a", "b"), 251 * MS)).isEqualTo(new Advice.Wait(250 * MS));
        assertThat(doubts.about(names(), 252 * MS)).isEqualTo(new Advice.Accept());
        assertThat(doubts.about(names("a"), 253 * MS)).isEqualTo(new Advice.Wait(250 * MS));
    }
}
