package dev.heddle.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void percentilesAreOfTheTimesThatThereWere() {
        Figures figures = new Figures();
        long[] upwards =
                LongStream.rangeClosed(1, 200).map(ms -> ms * 1_000_000).toArray();
        long[] downwards =
                LongStream.rangeClosed(1, 200).map(ms -> (201 - ms) * 1_000_000).toArray();
        figures.addTimes("up", upwards);
        figures.addTimes("down", downwards);
        figures.addTimes("one", new long[] {7_000_000});
        assertThat(value(figures, "up p50")).isEqualTo(100).isEqualTo(value(figures, "down p50"));
        assertThat(value(figures, "up p99")).isEqualTo(198).isEqualTo(value(figures, "down p99"));
        assertThat(value(figures, "one p99")).isEqualTo(7);
    }

    @Test
    void bothFormsTellAll() {
        Figures figures = new Figures();
        figures.add("bulk", "s", 1.25);
        assertThat(figures.text()).matches("bulk +1\\.3 s\\R");
        assertThat(figures.json().toString()).isEqualTo("{\"bulk\":{\"value\":1.25,\"unit\":\"s\"}}");
    }

    private static double value(Figures figures, String name) {
        return figures.json().path(name).path("value").asDouble();
    }
}
