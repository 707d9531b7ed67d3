package dev.heddle.simulator.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private final Timeline time = new Timeline();
    private final List<String> happened = new ArrayList<>();

    @Test
    void eventsComeInTheOrderOfTimesAndThenOfPlanning() {
        time.after(20, () -> happened.add("c"));
        time.after(10, () -> {
            happened.add("a");
            time.after(0, () -> happened.add("b"));
        });
        time.after(20, () -> happened.add("d"));
        run(100);
        assertThat(happened).containsExactly("a", "b", "c", "d");
        assertThat(time.elapsed()).isEqualTo(Duration.ofNanos(100));
        assertThat(time.steps()).isEqualTo(4);
    }

    @Test
    void whatIsCancelledDoesNotHappen() {
        time.plan(10, () -> happened.add("a")).cancel(false);
        run(100);
        assertThat(happened).isEmpty();
    }

    @Test
    void whatAnEventThrowsComesOut() {
        time.after(10, () -> {
            throw new IllegalStateException("so it is");
        });
        assertThatThrownBy(() -> run(100)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void peoplesClockJumpsAndTheOtherDoesNot() {
        Instant before = time.instant();
        long nanos = time.nanoTime();
        time.jump(Duration.ofSeconds(-5));
        assertThat(time.instant()).isEqualTo(before.minusSeconds(5));
        assertThat(time.nanoTime()).isEqualTo(nanos);
    }

    private void run(long nanos) {
        long until = time.nanoTime() + nanos;
        while (time.step(until)) {
            assertThat(time.nanoTime()).isLessThanOrEqualTo(until);
        }
    }
}
