package dev.heddle.controller.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.state.Image;
import dev.heddle.model.state.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
    @Test
    void stepsThroughWhatIsKeptAndResetsBeyond() throws InterruptedException {
        History history = new History(at(0), 4);
        for (long revision = 1; revision <= 10; revision++) {
            history.append(at(revision));
        }
        assertThat(history.after(8, Duration.ZERO)).satisfies(step -> {
            assertThat(step.before().revision()).isEqualTo(8);
            assertThat(step.after().revision()).isEqualTo(9);
        });
        assertThat(history.after(7, Duration.ZERO).before()).isNotNull();
        assertThat(history.after(6, Duration.ZERO)).satisfies(step -> {
            assertThat(step.before()).isNull();
            assertThat(step.after().revision()).isEqualTo(10);
        });
        assertThat(history.after(11, Duration.ZERO).before()).isNull();
        assertThat(history.after(10, Duration.ofMillis(1))).isNull();
        assertThat(history.at(9).revision()).isEqualTo(9);
        assertThat(history.at(99).revision()).isEqualTo(10);
        assertThat(history.at(6)).isNull();
    }

    @Test
    void findsTheStateBetweenRevisionsThatAreFarApart() throws InterruptedException {
        History history = new History(at(5), 4);
        history.append(at(100));
        assertThat(history.at(50).revision()).isEqualTo(5);
        assertThat(history.after(50, Duration.ZERO).after().revision()).isEqualTo(100);
        assertThat(history.at(4)).isNull();
    }

    @Test
    void replacesASnapshotOfTheSameRevision() {
        History history = new History(at(1), 4);
        Snapshot newer = at(1);
        history.append(newer);
        assertThat(history.newest()).isSameAs(newer);
        assertThat(history.at(1)).isSameAs(newer);
    }

    private static Snapshot at(long revision) {
        return Image.empty("cluster").replay(List.of(), revision, Instant.EPOCH);
    }
}
