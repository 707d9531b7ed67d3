package dev.heddle.placement.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.placement.plot.Series.Point;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final long DAY = 86_400 * Cases.SECOND;

    @Test
    void eachSpanHasItsMeanOverItsMiddle() {
        History history = new History(-2 * DAY, 6 * DAY, 4);
        history.add(-1 * DAY, 3 * DAY, 2);
        history.add(0, 1 * DAY, 3);
        history.add(6 * DAY, 6 * DAY, 9);
        // Spans of 2 days: from -1 on half of the first; a day of 3 in the second; the third until 3.
        double[] means = {1, 2 + 1.5, 1, 0};
        double[] middles = {-1, 1, 3, 5};
        assertThat(history.points()).hasSize(4);
        for (int i = 0; i < 4; i++) {
            Point point = history.points().get(i);
            assertThat(point.x()).isCloseTo(middles[i], within(1e-9));
            assertThat(point.y()).isCloseTo(means[i], within(1e-9));
        }
    }
}
