package dev.heddle.controller.store;

import dev.heddle.controller.state.Journal;
import dev.heddle.controller.state.JournalRefused;
import dev.heddle.controller.state.Meter;
import dev.heddle.controller.state.Unavailable;
import dev.heddle.controller.store.Database.Row;
import dev.heddle.controller.store.Database.SnapshotRow;
import dev.heddle.controller.store.SqliteJournal.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal's thread: the only user of database and head. Commits what waits, writes the head, then acknowledges. An
 * exception other than a full disk ends it: SQLite would go on acknowledging after a failed sync.
 */
final class Committer {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final int GROUP = 256;
    private static final long CHECKPOINT_BYTES = 4L << 20;
    private static final long TRANSACTION_OVERHEAD_BYTES = 8192;

    private final Path path;
    private final Supplier<String> newClusterId;
    private final InstantSource clock;
    private final Meter meter;
    private final BlockingQueue<Task> tasks;
    private final Journal.Listener listener;
    private Head.Mark end = new Head.Mark(0, 0, new byte[0]);
    private final List<Task> group = new ArrayList<>();
    private long termBefore;
    private long snapshotSeq;
    private long walBytes;

    Committer(
            Path path,
            Supplier<String> newClusterId,
            InstantSource clock,
            Meter meter,
            BlockingQueue<Task> tasks,
            Journal.Listener listener) {
        this.path = path;
        this.newClusterId = newClusterId;
        this.clock = clock;
        this.meter = meter;
        this.tasks = tasks;
        this.listener = listener;
    }

    /** @param started completes with null once the listener knows everything, or with why nothing is served */
    void run(CompletableFuture<@Nullable JournalRefused> started) {
        try (DataDirectory directory = DataDirectory.open(path);
                Database database = Database.open(directory.file(Database.NAME));
                Head head = restore(directory, database)) {
            listener.leading(end.term(), termBefore);
            started.complete(null);
            serveOrFail(database, head);
        } catch (JournalRefused e) {
            started.complete(e);
        } catch (SQLException | IOException | RuntimeException e) {
            started.complete(new JournalRefused("the journal in " + path + " cannot be used: " + e, e));
        } catch (Error e) {
            started.completeExceptionally(e);
        }
    }

    /** Walks what is stored, then raises the term, first in the database, then in the head. */
    private Head restore(DataDirectory directory, Database database) throws JournalRefused, SQLException, IOException {
        Path headFile = directory.file(Head.NAME);
        Optional<Head.Mark> mark = Head.read(headFile);
        Meta.checkFormat(database.format());
        database.check();
        SortedMap<String, String> rows = database.meta();
        if (rows.isEmpty() && mark.isPresent()) {
            throw new JournalRefused(
                    Database.NAME + " is empty, but " + Head.NAME + " says that " + mark.get() + " was acknowledged");
        }
        Meta meta = rows.isEmpty() ? new Meta(newClusterId.get(), 0) : Meta.of(rows);
        Head.Mark restored = Restore.run(database, meta, mark, listener);
        snapshotSeq = database.newestSnapshot();
        termBefore = meta.term();
        Meta raised = meta.raised(clock.instant().getEpochSecond());
        database.transaction(() -> database.putMeta(raised.rows()));
        end = new Head.Mark(raised.term(), restored.seq(), restored.hash());
        Head head = Head.open(headFile, end);
        head.write(end);
        return head;
    }

    /** Tells of a failure before the database is closed: closing writes, and nothing may be written after a failure. */
    private void serveOrFail(Database database, Head head) {
        try {
            serve(database, head);
        } catch (SQLException | IOException | RuntimeException | Error e) {
            listener.failed(e);
            group.forEach(task -> task.refuse(e));
        }
    }

    private void serve(Database database, Head head) throws SQLException, IOException {
        while (true) {
            group.clear();
            try {
                group.add(tasks.take());
            } catch (InterruptedException e) {
                return;
            }
            tasks.drainTo(group, GROUP);
            List<Task.Append> appends = new ArrayList<>();
            boolean stop = false;
            for (Task task : group) {
                switch (task) {
                    case Task.Append append -> appends.add(append);
                    case Task.Keep keep -> {
                        commit(database, head, appends);
                        appends.clear();
                        keep(database, keep);
                    }
                    case Task.Stop ignored -> stop = true;
                }
            }
            commit(database, head, appends);
            if (stop) {
                database.checkpoint();
                return;
            }
            checkpointIfDue(database);
        }
    }

    private void commit(Database database, Head head, List<Task.Append> appends) throws SQLException, IOException {
        Map<Task.Append, Long> accepted = new java.util.LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        Head.Mark next = end;
        for (Task.Append append : appends) {
            if (append.term() != end.term() || append.expectedSeq() != next.seq()) {
                append.refuse(new Journal.Fenced("the journal is at record " + next.seq() + " of term " + end.term()
                        + ", the writer at " + append.expectedSeq() + " of term " + append.term()));
                continue;
            }
            long batch = next.seq() + 1;
            for (byte[] body : append.batch()) {
                long seq = next.seq() + 1;
                byte[] hash = Chain.next(next.hash(), seq, end.term(), batch, body);
                rows.add(new Row(seq, end.term(), batch, hash, body));
                next = new Head.Mark(end.term(), seq, hash);
            }
            accepted.put(append, next.seq());
        }
        if (rows.isEmpty() || !store(database, rows, accepted.keySet())) {
            return;
        }
        head.write(next);
        end = next;
        long bytes = rows.stream().mapToLong(row -> row.body().length).sum();
        walBytes += bytes + TRANSACTION_OVERHEAD_BYTES;
        long since = accepted.keySet().iterator().next().since();
        meter.committed(rows.size(), bytes, Duration.ofNanos(System.nanoTime() - since));
        accepted.forEach((append, seq) -> {
            listener.committed(seq, append.batch());
            append.done().complete(seq);
        });
    }

    /** False when there is no room: nothing was stored, and the appends are refused. */
    private boolean store(Database database, List<Row> rows, Iterable<Task.Append> appends) throws SQLException {
        return withRoom(
                database,
                () -> {
                    for (Row row : rows) {
                        database.insert(row);
                    }
                },
                full -> appends.forEach(append -> append.refuse(full)));
    }

    private void keep(Database database, Task.Keep keep) throws SQLException {
        long began = System.nanoTime();
        Optional<byte[]> chain = database.hashOf(keep.seq());
        if (chain.isEmpty() || keep.seq() <= snapshotSeq) {
            keep.refuse(new IllegalArgumentException("no record " + keep.seq() + " after snapshot " + snapshotSeq));
            return;
        }
        byte[] hash = Chain.ofSnapshot(keep.seq(), chain.get(), keep.body());
        SnapshotRow row = new SnapshotRow(keep.seq(), chain.get(), hash, keep.body());
        if (withRoom(database, () -> database.insert(row), keep::refuse)) {
            snapshotSeq = keep.seq();
            walBytes += keep.body().length + TRANSACTION_OVERHEAD_BYTES;
            meter.snapshotStored(keep.body().length, Duration.ofNanos(System.nanoTime() - began));
            keep.done().complete(null);
        }
    }

    private interface Refusal {
        void refuse(Unavailable full);
    }

    private boolean withRoom(Database database, Database.Work work, Refusal refusal) throws SQLException {
        try {
            database.transaction(work);
            return true;
        } catch (SQLException e) {
            if (!Database.isFull(e)) {
                throw e;
            }
            database.rollback();
            LOG.warn("no room to write in {}: {}", path, e.getMessage());
            refusal.refuse(new Unavailable("no room on the disk of " + path + " to write it down"));
            return false;
        }
    }

    private void checkpointIfDue(Database database) throws SQLException {
        if (walBytes < CHECKPOINT_BYTES || !tasks.isEmpty()) {
            return;
        }
        walBytes = 0;
        try {
            database.checkpoint();
        } catch (SQLException e) {
            if (!Database.isFull(e)) {
                throw e;
            }
            LOG.warn("no room to checkpoint in {}: {}", path, e.getMessage());
        }
    }
}
