package dev.heddle.simulator.ovsdb;

import dev.heddle.ovs.ovsdb.BadMessage;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OvsdbResult;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.OvsdbWire;
import dev.heddle.ovs.ovsdb.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * One ovsdb-server with one standalone database in memory (RFC 7047): any number of sessions, all of whose transactions, monitors
 * and locks work as Open vSwitch 3.1 has them. Without I/O, clock or thread; one owner. Ids come from the seed. It has no
 * {@code _Server} database and does not convert schemas.
 *
 * <p>Two faults of the real one are not copied: there a refused {@code monitor_cond_change} may leave some of its filters behind, and
 * a row that is written in the transaction in which the targets of its weak references go may keep them.
 *
 * <p>Times are nanoseconds of one monotonic clock, 0 or more.
 */
public final class SimDatabase {
    /** Who looks on from within the machine. */
    interface CommitListener {
        /** A transaction has changed these rows. */
        void committed(List<Touched> changes);

        /** The server has started again. */
        void reloaded();
    }

    /** A transaction's try: its results, or null and how long it may wait to be tried again. */
    record Attempt(@Nullable ArrayNode results, long waitMillis) {}

    private final DatabaseSchema schema;
    private final SplittableRandom random;
    private final List<StoredTable> tables = new ArrayList<>();
    private final List<DatabaseSession> sessions = new ArrayList<>();
    private final List<CommitListener> listeners = new ArrayList<>();
    private Locks locks = new Locks();
    private UUID serverId;
    private long versions;
    private boolean changed;
    private long now;

    /** Makes an empty database. */
    public SimDatabase(DatabaseSchema schema, long seed) {
        this.schema = schema;
        this.random = new SplittableRandom(seed);
        this.serverId = freshId();
        schema.tables().forEach(layout -> tables.add(new StoredTable(layout)));
    }

    /** A client has connected. */
    public DatabaseSession connect(long now) {
        return connect(0, now);
    }

    /**
     * Likewise.
     *
     * @param probeNanos silence after which the server asks for an echo; without an answer for as long again it closes; 0: never
     */
    public DatabaseSession connect(long probeNanos, long now) {
        at(now);
        DatabaseSession out = new DatabaseSession(this, probeNanos, now);
        sessions.add(out);
        return out;
    }

    /** Those that are open, in the order in which they came: after anything that changes rows, all of them may have output. */
    public List<DatabaseSession> sessions() {
        return Collections.unmodifiableList(sessions);
    }

    /** To be called at {@link #nextDeadline} or later. */
    public void tick(long now) {
        at(now);
        for (DatabaseSession session : List.copyOf(sessions)) {
            session.tick(now);
        }
        retryWaiting();
    }

    /** When {@link #tick} is to be called next. */
    public OptionalLong nextDeadline() {
        OptionalLong out = OptionalLong.empty();
        for (DatabaseSession session : sessions) {
            OptionalLong next = session.nextDeadline();
            if (next.isPresent()) {
                out = OptionalLong.of(out.isPresent() ? Math.min(out.getAsLong(), next.getAsLong()) : next.getAsLong());
            }
        }
        return out;
    }

    /** Runs a transaction from within the machine, as ovs-vsctl does: answered at once, never waiting. */
    public OvsdbResult transact(List<Operation> operations) {
        List<JsonNode> json = new ArrayList<>();
        operations.forEach(operation -> json.add(OvsdbWire.operation(operation)));
        Attempt attempt = attempt(json, null, Long.MAX_VALUE);
        try {
            if (attempt.results() == null) {
                throw new IllegalArgumentException("a transaction from within the machine does not wait");
            }
            OvsdbResult out = OvsdbWire.transacted(operations, attempt.results());
            retryWaiting();
            return out;
        } catch (BadMessage e) {
            throw new IllegalStateException("our own results", e);
        }
    }

    /** Likewise; the database knows this time from now on. */
    public OvsdbResult transact(List<Operation> operations, long now) {
        at(now);
        return transact(operations);
    }

    /** Calls this after each transaction that changed rows, and after each restart, with the names of the tables. */
    public void onChange(Consumer<List<String>> listener) {
        onCommit(new CommitListener() {
            @Override
            public void committed(List<Touched> changes) {
                listener.accept(changes.stream()
                        .map(change -> change.table().name())
                        .distinct()
                        .toList());
            }

            @Override
            public void reloaded() {
                listener.accept(
                        tables.stream().map(table -> table.layout().name()).toList());
            }
        });
    }

    /**
     * Calls this after each transaction, with the table and the id of each row that it changed, made or removed, and after each
     * restart with those of all rows.
     */
    public void onRow(BiConsumer<String, UUID> listener) {
        onCommit(new CommitListener() {
            @Override
            public void committed(List<Touched> changes) {
                changes.forEach(change -> listener.accept(change.table().name(), change.uuid()));
            }

            @Override
            public void reloaded() {
                tables.forEach(table -> table.rows()
                        .forEach(row -> listener.accept(table.layout().name(), row.uuid())));
            }
        });
    }

    /** A table's rows as they are now, with all of their columns. */
    public List<Row> rows(String table) {
        List<Row> out = new ArrayList<>();
        for (StoredRow row : stored(table).rows()) {
            out.add(row(row));
        }
        return out;
    }

    /** The row of a table with this name, or null. */
    public @Nullable Row named(String table, String name) {
        return rows(table).stream()
                .filter(row -> row.text("name").equals(name))
                .findFirst()
                .orElse(null);
    }

    public @Nullable Row find(String table, UUID uuid) {
        StoredRow found = stored(table).find(uuid);
        return found == null ? null : row(found);
    }

    /** From now on, for good. */
    void onCommit(CommitListener listener) {
        listeners.add(listener);
    }

    /** Changes rows from within the machine; nothing where the database refuses it. */
    void change(Consumer<Rows> change) {
        Rows rows = new Rows(tables);
        change.accept(rows);
        try {
            committed(Commit.of(schema, rows, () -> ++versions));
        } catch (Refusal e) {
            return;
        }
        retryWaiting();
    }

    /** The server ends and starts again: sessions and locks are gone, and what ephemeral columns held. */
    public void restart() {
        List.copyOf(sessions).forEach(DatabaseSession::close);
        locks = new Locks();
        serverId = freshId();
        for (StoredTable table : tables) {
            for (StoredRow row : List.copyOf(table.rows())) {
                table.remove(row);
                table.put(restarted(row));
            }
        }
        listeners.forEach(CommitListener::reloaded);
    }

    private StoredRow restarted(StoredRow row) {
        OvsdbValue[] values = row.values();
        TableLayout layout = row.table();
        for (int i = 2; i < values.length; i++) {
            if (layout.column(i).ephemeral()) {
                values[i] = layout.initial(i);
            }
        }
        return row.with(values).committed(++versions, row.references());
    }

    private static Row row(StoredRow row) {
        TreeMap<String, OvsdbValue> columns = new TreeMap<>();
        for (int i = 2; i < row.table().width(); i++) {
            columns.put(row.table().column(i).name(), row.get(i));
        }
        return new Row(row.uuid(), columns);
    }

    DatabaseSchema schema() {
        return schema;
    }

    List<StoredTable> stored() {
        return tables;
    }

    StoredTable stored(String table) {
        return tables.get(schema.table(table).number());
    }

    Locks locks() {
        return locks;
    }

    UUID serverId() {
        return serverId;
    }

    void closed(DatabaseSession session) {
        sessions.remove(session);
        for (String lock : locks.of(session)) {
            DatabaseSession next = locks.unlock(session, lock);
            if (next != null && next.isOpen()) {
                next.granted(lock);
            }
        }
        locks.forget(session);
    }

    /** @throws Refusal unless the first parameter is this database's name */
    void requireNamed(String method, JsonNode params) throws Refusal {
        if (params.isEmpty() || !params.get(0).isString()) {
            throw Refusal.syntax(params, method + " request params must begin with <db-name>");
        }
        String name = params.get(0).stringValue();
        if (!name.equals(schema.schema().database())) {
            throw Refusal.about(params, "unknown database", method + " request specifies unknown database " + name);
        }
    }

    /** Tries a transaction; where it goes through, the monitors are told before this returns. */
    Attempt attempt(List<JsonNode> operations, @Nullable DatabaseSession from, long elapsedMillis) {
        Rows rows = new Rows(tables);
        Execution execution = new Execution(
                schema, rows, this::freshId, lock -> from != null && locks.holds(from, lock), elapsedMillis);
        Execution.Outcome outcome = execution.run(operations);
        ArrayNode results = outcome.results();
        if (outcome.done()) {
            try {
                committed(Commit.of(schema, rows, () -> ++versions));
            } catch (Refusal e) {
                Objects.requireNonNull(results).add(e.json());
            }
        }
        return new Attempt(results, outcome.waitMillis());
    }

    private void committed(List<Touched> changes) {
        if (changes.isEmpty()) {
            return;
        }
        changed = true;
        sessions.forEach(session -> session.committed(changes));
        listeners.forEach(listener -> listener.committed(changes));
    }

    /** Bounded: each round ends a transaction, or is the last. */
    void retryWaiting() {
        while (changed) {
            changed = false;
            List.copyOf(sessions).forEach(session -> session.retryAll(now));
        }
    }

    /** Time goes on. */
    void at(long time) {
        now = Math.max(now, time);
    }

    private UUID freshId() {
        return new UUID((random.nextLong() & ~0xf000L) | 0x4000L, (random.nextLong() & ~(3L << 62)) | (1L << 63));
    }
}
