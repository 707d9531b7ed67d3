package dev.heddle.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.controller.state.Journal;
import dev.heddle.controller.state.JournalRefused;
import dev.heddle.controller.state.Unavailable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What every journal holds to. */
abstract class JournalContract {
    /** A journal over the same store each time. */
    abstract Journal open();

    @Test
    void a_new_journal_is_empty_and_leads() throws JournalRefused {
        Recorder recorder = new Recorder();
        try (Journal journal = open()) {
            journal.start(recorder);
            assertThat(recorder.bodies).isEmpty();
            assertThat(recorder.snapshot).isEmpty();
            assertThat(recorder.clusterId).isNotEmpty();
            assertThat(recorder.term).isPositive();
            assertThat(recorder.termBefore).isZero();
        }
    }

    @Test
    void what_was_acknowledged_is_told_again_in_its_batches() throws JournalRefused {
        Recorder first = new Recorder();
        try (Journal journal = open()) {
            journal.start(first);
            assertThat(join(journal.append(first.term, 0, Recorder.batch("a")))).isEqualTo(1);
            assertThat(join(journal.append(first.term, 1, Recorder.batch("b", "c"))))
                    .isEqualTo(3);
        }
        Recorder second = new Recorder();
        try (Journal journal = open()) {
            journal.start(second);
            assertThat(second.batches).containsExactly(List.of("a"), List.of("b", "c"));
            assertThat(second.batches).isEqualTo(first.batches);
            assertThat(second.clusterId).isEqualTo(first.clusterId);
            assertThat(second.term).isGreaterThan(first.term);
            assertThat(second.termBefore).isEqualTo(first.term);
            assertThat(join(journal.append(second.term, 3, Recorder.batch("d"))))
                    .isEqualTo(4);
        }
    }

    @Test
    void appends_may_be_in_flight_together() throws JournalRefused {
        Recorder recorder = new Recorder();
        List<CompletionStage<Long>> stages = new ArrayList<>();
        try (Journal journal = open()) {
            journal.start(recorder);
            for (int i = 0; i < 100; i++) {
                stages.add(journal.append(recorder.term, i, Recorder.batch("r" + i)));
            }
        }
        for (int i = 0; i < 100; i++) {
            assertThat(join(stages.get(i))).isEqualTo(i + 1);
            assertThat(recorder.bodies.get(i)).isEqualTo("r" + i);
        }
    }

    @Test
    void an_old_term_and_a_gap_are_fenced() throws JournalRefused {
        Recorder old = new Recorder();
        try (Journal journal = open()) {
            journal.start(old);
        }
        Recorder recorder = new Recorder();
        try (Journal journal = open()) {
            journal.start(recorder);
            assertFenced(journal.append(old.term, 0, Recorder.batch("x")));
            assertFenced(journal.append(recorder.term, 1, Recorder.batch("x")));
            join(journal.append(recorder.term, 0, Recorder.batch("a")));
            assertFenced(journal.append(recorder.term, 0, Recorder.batch("x")));
            assertThat(recorder.bodies).containsExactly("a");
        }
    }

    @Test
    void snapshots_stand_for_what_came_before_them() throws JournalRefused {
        Recorder recorder = new Recorder();
        try (Journal journal = open()) {
            journal.start(recorder);
            for (int i = 0; i < 30; i++) {
                join(journal.append(recorder.term, i, Recorder.batch("r" + i)));
                if (i % 7 == 6) {
                    String state = "state after " + (i + 1);
                    journal.snapshot(i + 1, out -> out.write(state.getBytes(StandardCharsets.UTF_8)))
                            .toCompletableFuture()
                            .join();
                }
            }
        }
        Recorder again = new Recorder();
        try (Journal journal = open()) {
            journal.start(again);
            assertThat(again.snapshot).contains("state after 28");
            assertThat(again.bodies).containsExactly("r28", "r29");
            assertThat(again.seq).isEqualTo(30);
        }
    }

    @Test
    void a_snapshot_of_the_past_or_the_future_is_refused() throws JournalRefused {
        Recorder recorder = new Recorder();
        try (Journal journal = open()) {
            journal.start(recorder);
            join(journal.append(recorder.term, 0, Recorder.batch("a", "b")));
            join(journal.snapshot(2, out -> out.write('s')));
            assertThatThrownBy(() -> join(journal.snapshot(2, out -> out.write('s'))))
                    .hasCauseInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> join(journal.snapshot(9, out -> out.write('s'))))
                    .hasCauseInstanceOf(IllegalArgumentException.class);
            join(journal.append(recorder.term, 2, Recorder.batch("c")));
        }
    }

    @Test
    void a_closed_journal_takes_nothing() throws JournalRefused {
        Recorder recorder = new Recorder();
        Journal journal = open();
        journal.start(recorder);
        journal.close();
        assertThatThrownBy(() -> join(journal.append(recorder.term, 0, Recorder.batch("x"))))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(Unavailable.class);
    }

    private static void assertFenced(CompletionStage<Long> append) {
        assertThatThrownBy(() -> join(append)).hasCauseInstanceOf(Journal.Fenced.class);
    }

    static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(30, java.util.concurrent.TimeUnit.SECONDS)
                .join();
    }
}
