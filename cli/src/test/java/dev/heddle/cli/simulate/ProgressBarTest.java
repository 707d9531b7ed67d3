package dev.heddle.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private static final String HALF = "####################                    ";

    @Test
    void showsHowMuchIsDone() {
        assertThat(ProgressBar.line(0, 9)).isEqualTo("[" + " ".repeat(40) + "]   0 %  0/9 jobs");
        assertThat(ProgressBar.line(1_000, 2_000)).isEqualTo("[" + HALF + "]  50 %  1000/2000 jobs");
        assertThat(ProgressBar.line(9, 9)).isEqualTo("[" + "#".repeat(40) + "] 100 %  9/9 jobs");
    }

    @Test
    void isDrawnOncePerPercentAndTakenAway() {
        StringWriter out = new StringWriter();
        ProgressBar bar = new ProgressBar(new PrintWriter(out), true, 1_000);
        for (int done = 0; done <= 10; done++) {
            bar.show(done);
        }
        bar.end();
        assertThat(out.toString().split("\r"))
                .containsExactly(
                        "",
                        ProgressBar.line(0, 1_000),
                        ProgressBar.line(10, 1_000),
                        " ".repeat(ProgressBar.line(1_000, 1_000).length()));
    }

    @Test
    void isSilentWithoutATerminal() {
        StringWriter out = new StringWriter();
        ProgressBar bar = new ProgressBar(new PrintWriter(out), false, 10);
        bar.show(5);
        bar.end();
        assertThat(out.toString()).isEmpty();
    }
}
