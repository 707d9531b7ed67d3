package dev.heddle.controller.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

final class InMemoryJournalTest extends JournalContract {
    private final InMemoryJournal.Disk disk = new InMemoryJournal.Disk("c");

    @Override
    InMemoryJournal open() {
        return new InMemoryJournal(disk, true);
    }

    @Test
    void a_crash_drops_what_was_not_flushed() {
        Recorder recorder = new Recorder();
        InMemoryJournal journal = new InMemoryJournal(disk, false);
        journal.start(recorder);
        CompletionStage<Long> flushed = journal.append(recorder.term, 0, Recorder.batch("a"));
        journal.flush();
        CompletionStage<Long> lost = journal.append(recorder.term, 1, Recorder.batch("b"));
        journal.crash();
        journal.flush();

        assertThat(flushed.toCompletableFuture()).isCompletedWithValue(1L);
        assertThat(lost.toCompletableFuture()).isNotDone();
        Recorder again = new Recorder();
        open().start(again);
        assertThat(again.bodies).containsExactly("a");
    }
}
