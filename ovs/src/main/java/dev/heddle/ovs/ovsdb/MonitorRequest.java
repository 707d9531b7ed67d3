package dev.heddle.ovs.ovsdb;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which rows and columns to watch: {@code <monitor-cond-request>} of ovsdb-server(7). A value; the methods return a new one.
 *
 * @param tables by name
 */
public record MonitorRequest(SortedMap<String, TableRequest> tables) {
    /** @param columns at least one */
    public record TableRequest(List<String> columns, RowFilter rows) {
        public TableRequest {
            columns = List.copyOf(columns);
        }
    }

    public static final MonitorRequest NOTHING = new MonitorRequest(new TreeMap<>());

    public MonitorRequest {
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    }

    /** Every column of every table. */
    public static MonitorRequest everything(Schema schema) {
        TreeMap<String, TableRequest> out = new TreeMap<>();
        schema.tables()
                .forEach((name, table) -> out.put(
                        name, new TableRequest(List.copyOf(table.columns().keySet()), RowFilter.EVERY)));
        return new MonitorRequest(out);
    }

    /** These columns of every row. */
    public MonitorRequest with(String table, String... columns) {
        return with(table, List.of(columns), RowFilter.EVERY);
    }

    /** These columns of the rows that the filter lets pass. */
    public MonitorRequest with(String table, List<String> columns, RowFilter rows) {
        TreeMap<String, TableRequest> out = new TreeMap<>(tables);
        out.put(table, new TableRequest(columns, rows));
        return new MonitorRequest(out);
    }

    /**
     * The same columns of other rows.
     *
     * @throws IllegalArgumentException if the table is not watched
     */
    public MonitorRequest filtered(String table, RowFilter rows) {
        TableRequest watched = tables.get(table);
        if (watched == null) {
            throw new IllegalArgumentException("table " + table + " is not watched");
        }
        return with(table, watched.columns(), rows);
    }

    boolean hasConditions() {
        return tables.values().stream().anyMatch(table -> !table.rows().equals(RowFilter.EVERY));
    }

    /** Whether the two select the same columns. */
    boolean sameColumns(MonitorRequest other) {
        return columns().equals(other.columns());
    }

    private Map<String, List<String>> columns() {
        Map<String, List<String>> out = new HashMap<>();
        tables.forEach((table, each) -> out.put(table, each.columns()));
        return out;
    }
}
