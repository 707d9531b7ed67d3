package dev.heddle.controller.store;

import static dev.heddle.controller.store.JournalContract.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.heddle.controller.state.Journal;
import dev.heddle.controller.state.JournalRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages the files of a journal in seeded ways. Each time the journal is refused by name, or everything that was
 * acknowledged is there: damage may lie where nothing is stored, but nothing is ever lost in silence.
 */
final class JournalDamageTest {
    private static final int RECORDS = 60;

    @TempDir
    private Path directory;

    private Path whole;
    private List<String> stored;

    /** A journal as a killed controller leaves it, with a snapshot in it and records in database and WAL. */
    @BeforeEach
    void writeJournal() throws Exception {
        Path live = directory.resolve("live");
        whole = directory.resolve("whole");
        Recorder recorder = new Recorder();
        stored = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            try (Journal journal = SqliteJournalTest.at(live)) {
                journal.start(recorder);
                for (int i = 0; i < RECORDS / 2; i++) {
                    String body = "record " + stored.size() + " " + "x".repeat(stored.size() * 17 % 300);
                    join(journal.append(recorder.term, stored.size(), Recorder.batch(body)));
                    stored.add(body);
                    if (stored.size() % 20 == 0) {
                        String state = String.join("\n", stored);
                        join(journal.snapshot(stored.size(), out -> out.write(state.getBytes())));
                    }
                }
                copy(live, whole);
            }
            recorder = new Recorder();
        }
        assertThat(Files.size(whole.resolve("journal.db-wal"))).isPositive();
        assertThat(restored(fresh())).isEqualTo(stored);
    }

    @Test
    void a_flipped_bit_is_refused_or_without_effect() throws Exception {
        flips(new Random(1), 300);
    }

    @Test
    @Tag("soak")
    void many_flipped_bits_are_refused_or_without_effect() throws Exception {
        flips(new Random(2), 10_000);
    }

    @Test
    void every_byte_of_the_head_matters() throws Exception {
        Random random = new Random(3);
        for (int at = 0; at < 2 * Head.SLOT_BYTES; at += at % Head.SLOT_BYTES < 96 ? 1 : 97) {
            int position = at;
            int bit = random.nextInt(8);
            Path damaged = damaged("head", bytes -> bytes[position] ^= (byte) (1 << bit));
            assertThat(refusal(damaged)).as("head, byte %d", at).contains("head");
        }
    }

    @Test
    void cut_zeroed_and_swapped_pieces_are_refused_or_without_effect() throws Exception {
        Random random = new Random(4);
        for (String file : List.of("journal.db", "journal.db-wal", "head")) {
            for (int i = 0; i < 12; i++) {
                int size = (int) Files.size(whole.resolve(file));
                int from = random.nextInt(size);
                int length = Math.min(size - from, 1 + random.nextInt(8192));
                check(file + " zeroed from " + from + " for " + length, damaged(file, bytes -> {
                    java.util.Arrays.fill(bytes, from, from + length, (byte) 0);
                }));
                check(file + " cut at " + from, truncated(file, from));
                int block = 4096;
                int a = random.nextInt(size / block);
                int b = random.nextInt(size / block);
                check(file + " blocks " + a + " and " + b + " swapped", damaged(file, bytes -> {
                    for (int k = 0; k < block; k++) {
                        byte kept = bytes[a * block + k];
                        bytes[a * block + k] = bytes[b * block + k];
                        bytes[b * block + k] = kept;
                    }
                }));
            }
        }
    }

    @Test
    void a_missing_file_is_refused() throws Exception {
        for (String file : List.of("journal.db", "journal.db-wal", "head")) {
            Path damaged = fresh();
            Files.delete(damaged.resolve(file));
            assertThat(refusal(damaged)).as("without %s", file).contains("head");
        }
    }

    @Test
    void an_older_copy_of_one_file_is_refused() throws Exception {
        Path mixed = fresh();
        Recorder recorder = new Recorder();
        try (Journal journal = SqliteJournalTest.at(mixed)) {
            journal.start(recorder);
            join(journal.append(recorder.term, RECORDS, Recorder.batch("one more")));
        }
        Files.copy(whole.resolve("journal.db"), mixed.resolve("journal.db"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(whole.resolve("journal.db-wal"), mixed.resolve("journal.db-wal"));
        assertThat(refusal(mixed)).contains("journal.db ends at record 60, but head says that record 61");
    }

    private void flips(Random random, int count) throws Exception {
        int refused = 0;
        for (int i = 0; i < count; i++) {
            String file = List.of("journal.db", "journal.db-wal", "head").get(i % 3);
            int bit = random.nextInt((int) Files.size(whole.resolve(file)) * 8);
            refused += check(file + ", bit " + bit, damaged(file, bytes -> bytes[bit / 8] ^= (byte) (1 << bit % 8)));
        }
        assertThat(refused).as("refused of %d", count).isGreaterThan(count / 3);
    }

    /** 1 if the directory is refused by name, 0 if all is there. */
    private int check(String what, Path damaged) throws Exception {
        try {
            assertThat(restored(damaged)).as(what).isEqualTo(stored);
            return 0;
        } catch (JournalRefused e) {
            assertThat(e.getMessage()).as(what).containsAnyOf("journal.db", "head", damaged.toString());
            return 1;
        }
    }

    private String refusal(Path damaged) throws IOException {
        try {
            restored(damaged);
        } catch (JournalRefused e) {
            return e.getMessage();
        }
        return fail("not refused");
    }

    /** Everything in the journal; the snapshot's body lists what came before it. */
    private static List<String> restored(Path at) throws JournalRefused, IOException {
        Recorder recorder = new Recorder();
        try (Journal journal = SqliteJournalTest.at(at)) {
            journal.start(recorder);
        }
        List<String> all = new ArrayList<>();
        recorder.snapshot.ifPresent(state -> all.addAll(List.of(state.split("\n"))));
        all.addAll(recorder.bodies);
        return all;
    }

    private interface Damage {
        void to(byte[] bytes);
    }

    private Path damaged(String file, Damage damage) throws IOException {
        Path at = fresh();
        byte[] bytes = Files.readAllBytes(at.resolve(file));
        damage.to(bytes);
        Files.write(at.resolve(file), bytes);
        return at;
    }

    private Path truncated(String file, int length) throws IOException {
        Path at = fresh();
        Files.write(at.resolve(file), java.util.Arrays.copyOf(Files.readAllBytes(at.resolve(file)), length));
        return at;
    }

    private Path fresh() throws IOException {
        Path at = directory.resolve("damaged");
        copy(whole, at);
        return at;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> old = Files.list(to)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(f -> !f.endsWith("journal.db-shm")).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
