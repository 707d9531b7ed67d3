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
 * read on the session's owner thread. Rows themselves are immutable and may go anywhere.
 */
public final class Replica {
    private final Schema schema;
    private final Map<String, SortedMap<UUID, Row>> tables = new HashMap<>();

    Replica(Schema schema, MonitorRequest request) {
        this.schema = schema;
        request.tables().keySet().forEach(table -> tables.put(table, new TreeMap<>()));
    }

    public Schema schema() {
        return schema;
    }

    /** The rows of a table in the order of their ids, live; empty for a table that is not monitored. */
    public Collection<Row> rows(String table) {
        SortedMap<UUID, Row> rows = tables.get(table);
        return rows == null ? List.of() : Collections.unmodifiableCollection(rows.values());
    }

    public @Nullable Row find(String table, UUID uuid) {
        SortedMap<UUID, Row> rows = tables.get(table);
        return rows == null ? null : rows.get(uuid);
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
            SortedMap<UUID, Row> rows = Objects.requireNonNull(tables.get(change.table()));
            Row after = change.after();
            if (after != null) {
                rows.put(after.uuid(), after);
            } else if (change.before() != null) {
                rows.remove(change.before().uuid());
            }
        }
    }
}
