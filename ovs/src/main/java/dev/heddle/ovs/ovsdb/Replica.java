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
 * The rows that a monitor selects, as the server last told them. Changed by its session only, one whole update at a time;
 * read on the session's owner thread. Rows themselves are immutable and may go anywhere; the same object as long as nothing in
 * them changed.
 */
public final class Replica {
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

    private final Schema schema;
    private final Map<String, Rows> tables = new HashMap<>();

    Replica(Schema schema, MonitorRequest request) {
        this.schema = schema;
        request.tables().keySet().forEach(table -> tables.put(table, new Rows()));
    }

    public Schema schema() {
        return schema;
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

    void commit(List<RowChange> changes) {
        for (RowChange change : changes) {
            Objects.requireNonNull(tables.get(change.table())).commit(change.before(), change.after());
        }
    }
}
