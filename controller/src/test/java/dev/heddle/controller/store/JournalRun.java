package dev.heddle.controller.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.controller.state.Journal;
import dev.heddle.controller.state.JournalRefused;
import dev.heddle.controller.state.Unavailable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * A run of numbered batches of three bodies against a journal, a snapshot among them; and the oracle that knows from its
 * transcript what must be stored afterwards: {@code ack N} and {@code full N} for each batch, {@code try N} before each.
 */
final class JournalRun {
    static final int BATCHES = 20;

    private JournalRun() {}

    static void write(Journal journal, Recorder recorder, Consumer<String> say) throws JournalRefused {
        journal.start(recorder);
        List<String> acknowledged = new ArrayList<>();
        for (int n = 0; n < BATCHES; n++) {
            say.accept("try " + n);
            if (append(journal, recorder, n, say)) {
                acknowledged.add(Integer.toString(n));
            }
            if (n == BATCHES / 2) {
                snapshot(journal, recorder, String.join(",", acknowledged));
            }
        }
    }

    private static boolean append(Journal journal, Recorder recorder, int n, Consumer<String> say) {
        String filling = "x".repeat(1 + n * 997 % 6000);
        List<byte[]> batch = Recorder.batch(n + " 0 " + filling, n + " 1 .", n + " 2 " + filling);
        try {
            JournalContract.join(journal.append(recorder.term, recorder.seq, batch));
            say.accept("ack " + n);
            return true;
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof Unavailable)) {
                throw e;
            }
            say.accept("full " + n);
            return false;
        }
    }

    private static void snapshot(Journal journal, Recorder recorder, String body) {
        try {
            JournalContract.join(
                    journal.snapshot(recorder.seq, out -> out.write(body.getBytes(StandardCharsets.UTF_8))));
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof Unavailable)) {
                throw e;
            }
        }
    }

    /**
     * The journal in {@code directory} opens, holds each acknowledged batch whole and in order, none that was refused, and
     * beyond that at most the one that was being tried when the run ended.
     */
    static void check(String what, List<String> transcript, Path directory) throws JournalRefused {
        Recorder recorder = new Recorder();
        try (Journal journal = SqliteJournalTest.at(directory)) {
            journal.start(recorder);
        }
        List<Integer> stored = new ArrayList<>();
        recorder.snapshot
                .filter(s -> !s.isEmpty())
                .ifPresent(s -> List.of(s.split(",")).forEach(n -> stored.add(Integer.valueOf(n))));
        for (List<String> batch : recorder.batches) {
            String n = batch.getFirst().split(" ")[0];
            assertThat(batch).as("%s: batch %s", what, n).hasSize(3).allMatch(body -> body.startsWith(n + " "));
            stored.add(Integer.valueOf(n));
        }
        assertThat(stored).as("%s: stored", what).isEqualTo(List.copyOf(new TreeSet<>(stored)));
        assertThat(stored).as("%s: stored", what).containsAll(numbers(transcript, "ack"));
        List<Integer> unsure = numbers(transcript, "try");
        unsure.removeAll(numbers(transcript, "ack"));
        unsure.removeAll(numbers(transcript, "full"));
        List<Integer> more = new ArrayList<>(stored);
        more.removeAll(numbers(transcript, "ack"));
        assertThat(more).as("%s: stored beyond the acknowledged", what).isSubsetOf(unsure);
        assertThat(unsure).as("%s: undecided", what).hasSizeLessThanOrEqualTo(1);
    }

    private static List<Integer> numbers(List<String> transcript, String word) {
        return new ArrayList<>(transcript.stream()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> Integer.valueOf(line.substring(word.length() + 1)))
                .toList());
    }
}
