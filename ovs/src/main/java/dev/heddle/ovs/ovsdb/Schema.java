package dev.heddle.ovs.ovsdb;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a database holds: {@code <database-schema>} of RFC 7047 section 3.2. */
public record Schema(String database, String version, SortedMap<String, TableSchema> tables) {
    public Schema {
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    }

    /** @throws SchemaException if there is none of this name */
    public TableSchema table(String name) {
        TableSchema table = tables.get(name);
        if (table == null) {
            throw new SchemaException(name, "", "the database " + database + " has no such table");
        }
        return table;
    }

    /**
     * Looks whether a transaction can be right: tables, columns, types and constraints, and names of new rows.
     *
     * @throws SchemaException at the first operation that cannot
     */
    public void check(List<Operation> operations) {
        SchemaCheck.transaction(this, operations);
    }

    /** What a request wants and this database does not have, as {@code Table.column}; empty if nothing. */
    public List<String> lacks(MonitorRequest request) {
        List<String> out = new ArrayList<>();
        request.tables().forEach((name, wanted) -> {
            TableSchema table = tables.get(name);
            wanted.columns().stream()
                    .filter(column -> table == null || !table.columns().containsKey(column))
                    .forEach(column -> out.add(name + "." + column));
        });
        return out;
    }
}
