package dev.heddle.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.controller.state.Journal;
import dev.heddle.controller.state.JournalRefused;
import dev.heddle.controller.state.Meter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteJournalTest extends JournalContract {
    @TempDir
    private Path directory;

    static SqliteJournal at(Path directory) {
        return new SqliteJournal(
                directory, () -> "test-cluster", InstantSource.fixed(Instant.ofEpochSecond(1000)), Meter.NONE);
    }

    @Override
    Journal open() {
        return at(directory);
    }

    @Test
    void the_term_is_the_clock_and_always_rises() throws JournalRefused {
        assertThat(startAndClose().term).isEqualTo(1000);
        assertThat(startAndClose().term).isEqualTo(1001);
    }

    @Test
    void two_controllers_cannot_share_a_directory() throws JournalRefused {
        try (Journal journal = open()) {
            journal.start(new Recorder());
            Journal second = open();
            assertThatThrownBy(() -> second.start(new Recorder()))
                    .isInstanceOf(JournalRefused.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("in use by another controller");
        }
        startAndClose();
    }

    @Test
    void a_newer_format_is_refused_in_words() throws Exception {
        startAndClose();
        sql("UPDATE meta SET value = '2' WHERE key = 'format'");
        assertThatThrownBy(this::startAndClose)
                .isInstanceOf(JournalRefused.class)
                .hasMessage("journal.db has format 2; this version of heddle reads up to 1: start the newer version, or"
                        + " restore a backup");
    }

    @Test
    void a_directory_that_cannot_be_made_is_refused_in_words() throws Exception {
        Path file = Files.createFile(directory.resolve("occupied"));
        assertThatThrownBy(() -> at(file).start(new Recorder()))
                .isInstanceOf(JournalRefused.class)
                .hasMessageContaining(file + " cannot be written");
    }

    @Test
    void snapshots_bound_the_file_and_the_audit_log_reaches_back_one_snapshot() throws Exception {
        Recorder recorder = new Recorder();
        try (Journal journal = open()) {
            journal.start(recorder);
            for (int i = 0; i < 40; i++) {
                join(journal.append(recorder.term, i, Recorder.batch("r" + i)));
                if ((i + 1) % 10 == 0) {
                    join(journal.snapshot(i + 1, out -> out.write('s')));
                }
            }
        }
        assertThat(query("SELECT group_concat(seq) FROM snapshot")).isEqualTo("30,40");
        assertThat(query("SELECT min(seq) || '-' || max(seq) FROM record")).isEqualTo("31-40");
    }

    @Test
    void an_operator_can_read_it_with_sqlite_while_it_is_written() throws Exception {
        Recorder recorder = new Recorder();
        try (Journal journal = open()) {
            journal.start(recorder);
            join(journal.append(recorder.term, 0, Recorder.batch("seen")));
            assertThat(query("SELECT CAST(body AS TEXT) FROM record")).isEqualTo("seen");
        }
    }

    private Recorder startAndClose() throws JournalRefused {
        Recorder recorder = new Recorder();
        try (Journal journal = open()) {
            journal.start(recorder);
        }
        return recorder;
    }

    private String query(String sql) throws Exception {
        try (Connection db = connect();
                Statement statement = db.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.getString(1);
        }
    }

    private void sql(String sql) throws Exception {
        try (Connection db = connect();
                Statement statement = db.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private Connection connect() throws Exception {
        return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("journal.db"));
    }
}
