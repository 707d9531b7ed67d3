package dev.heddle.system.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleStepTest {
    @Test
    void readsCommandsWithTheirOutputFromConsoleBlocksOnly() {
        List<ConsoleStep> steps = ConsoleStep.parse("""
                text
                ```
                $ not run
                ```
                ```console
                $ cat <<END
                > a
                > END
                a
                $ true
                ```
                ```console
                $ echo b
                b
                ```
                """.lines().toList());
        assertThat(steps)
                .containsExactly(
                        new ConsoleStep(6, "cat <<END\na\nEND", List.of("a")),
                        new ConsoleStep(10, "true", List.of()),
                        new ConsoleStep(13, "echo b", List.of("b")));
    }

    @Test
    void comparesLineByLineWithPlaceholders() {
        ConsoleStep step = new ConsoleStep(1, "x", List.of("first", "...", "took … ms, 100 %", "A  B"));
        assertThat(step.shows("first\ntook 12 ms, 100 %\nA     B\n")).isTrue();
        assertThat(step.shows("first\nmore\n\nmore\ntook 12 ms, 100 %  \nA  B")).isTrue();
        assertThat(step.shows("first\ntook 12 ms, 90 %\nA  B\n")).isFalse();
        assertThat(step.shows("first\ntook 12 ms, 100 %\nA  B\nmore\n")).isFalse();
        assertThat(step.shows("took 12 ms, 100 %\nA  B\n")).isFalse();
        assertThat(step.shows("first\ntook 12\nms, 100 %\nA  B\n")).isFalse();
        assertThat(step.shows("first\ntook 12 ms, 100 %\nA B\n")).isFalse();
    }

    @Test
    void silenceIsShownByNothing() {
        ConsoleStep step = new ConsoleStep(1, "x", List.of());
        assertThat(step.shows("")).isTrue();
        assertThat(step.shows("words\n")).isFalse();
    }
}
