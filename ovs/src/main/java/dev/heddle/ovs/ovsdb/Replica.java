package dev.heddle.ovs.ovsdb;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a monitor selects, at one point in the database's time: as the server last told them. It outlives its session:
 * it stays as it is until another session resumes it, and then goes to what the server holds by then in one step. Changed by its
 * session only, one whole update at a time; read on the session's owner thread. Rows themselves are immutable and may go
 * anywhere; the same object as long as nothing in them changed.
 */
public final class Replica {
    static final UUID NO_TRANSACTION = new UUID(0, 0);
    private static final String NAME = "name";

    private static final class Rows {
        final SortedMap<UUID, Row> byId = new TreeMap<>();
        final Map<String, Row> byName = new HashMap<>();
        long changes;

        void commit(@Nullable Row before, @Nullable Row after) {
            changes++;
            if (before != null) {
                byName.remove(before.text(NAME), before);
            }
            if (after != null) {
                byId.put(after.uuid(), after);
                byName.put(after.text(NAME), after);
            } else if (before != null) {
                byId.remove(before.uuid());
            }
        }
    }

    private final Map<String, Rows> tables = new HashMap<>();
    private Schema schema;
    private MonitorRequest request;
    private UUID lastTransaction = NO_TRANSACTION;
    /** Changes of the filters that the server has not confirmed: it may apply the old or the new ones. */
    private int unconfirmed;

    Replica(Schema schema, MonitorRequest request) {
        this.schema = schema;
        this.request = request;
        request.tables().keySet().forEach(table -> tables.put(table, new Rows()));
    }

    public Schema schema() {
        return schema;
    }

    /** What the rows are selected by. While {@link OvsdbSession#changeFilters} is under way, they may be the new ones already. */
    public MonitorRequest request() {
        return request;
    }

    /** The rows of a table in the order of their ids, live; empty for a table that is not monitored. */
    public Collection<Row> rows(String table) {
        Rows rows = tables.get(table);
        return rows == null ? List.of() : Collections.unmodifiableCollection(rows.byId.values());
    }

    /** How many changes of rows the table has seen: as long as it is the same number, all rows are the same. */
    public long changes(String table) {
        Rows rows = tables.get(table);
        return rows == null ? 0 : rows.changes;
    }

    public @Nullable Row find(String table, UUID uuid) {
        Rows rows = tables.get(table);
        return rows == null ? null : rows.byId.get(uuid);
    }

    /** The row with this in its column {@code name}, of a table in which names are unique. */
    public @Nullable Row named(String table, String name) {
        Rows rows = tables.get(table);
        return rows == null ? null : rows.byName.get(name);
    }

    /** The rows that a column of references points to, without those that are not known. */
    public List<Row> follow(Row row, String column, String table) {
        return row.refs(column).stream()
                .map(uuid -> find(table, uuid))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The transaction after which a server that remembers it may go on; {@link #NO_TRANSACTION} where it must tell all. */
    UUID since(Schema now, MonitorRequest wanted) {
        return unconfirmed == 0 && schema.equals(now) && request.equals(wanted) ? lastTransaction : NO_TRANSACTION;
    }

    void commit(List<RowChange> changes) {
        for (RowChange change : changes) {
            tables.computeIfAbsent(change.table(), _ -> new Rows()).commit(change.before(), change.after());
        }
    }

    /** Likewise, up to and with this transaction. */
    void commit(List<RowChange> changes, UUID transaction) {
        commit(changes);
        lastTransaction = transaction;
    }

    /** A monitor began: these changes make the rows what the server holds. */
    void begin(Schema now, MonitorRequest wanted, List<RowChange> changes, UUID transaction) {
        schema = now;
        request = wanted;
        unconfirmed = 0;
        commit(changes, transaction);
    }

    void filtersAsked() {
        unconfirmed++;
    }

    void filtersConfirmed(MonitorRequest wanted) {
        unconfirmed--;
        request = wanted;
    }

    /** All rows by table, live. */
    Map<String, Collection<Row>> all() {
        Map<String, Collection<Row>> out = new HashMap<>();
        tables.forEach((table, rows) -> out.put(table, rows.byId.values()));
        return out;
    }
}
