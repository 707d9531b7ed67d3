package dev.heddle.ovs.ovsdb;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which rows and columns to watch: {@code <monitor-cond-request>} of ovsdb-server(7). A value; the methods return a new one.
 *
 * @param tables by name
 */
public record MonitorRequest(SortedMap<String, TableRequest> tables) {
    /**
     * @param columns at least one
     * @param where all rows for which each holds; empty for every row
     */
    public record TableRequest(List<String> columns, List<Condition> where) {
        public TableRequest {
            columns = List.copyOf(columns);
            where = List.copyOf(where);
        }
    }

    public static final MonitorRequest NOTHING = new MonitorRequest(new TreeMap<>());

    public MonitorRequest {
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    }

    /** These columns of every row. */
    public MonitorRequest with(String table, String... columns) {
        return with(table, List.of(columns), List.of());
    }

    /** These columns of the rows for which each condition holds. */
    public MonitorRequest with(String table, List<String> columns, List<Condition> where) {
        TreeMap<String, TableRequest> out = new TreeMap<>(tables);
        out.put(table, new TableRequest(new ArrayList<>(columns), where));
        return new MonitorRequest(out);
    }
}
