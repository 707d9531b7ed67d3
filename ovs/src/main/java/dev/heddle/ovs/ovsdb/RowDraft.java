package dev.heddle.ovs.ovsdb;

import java.util.SortedMap;
import java.util.TreeMap;

/** Columns of a row that is to be inserted or written, each checked as it is set. Not thread-safe. */
public final class RowDraft {
    private final TableSchema table;
    private final TreeMap<String, OvsdbValue> columns = new TreeMap<>();

    RowDraft(TableSchema table) {
        this.table = table;
    }

    /** @throws SchemaException if the column is another table's, or may not hold this */
    public <T> RowDraft set(Column<T> column, T value) {
        if (!column.schema().table().equals(table.name())) {
            throw column.schema().error("is no column of " + table.name());
        }
        columns.put(column.name(), column.value(value));
        return this;
    }

    /**
     * Likewise by name: for references to rows that the same transaction inserts ({@link OvsdbValue#named}).
     *
     * @throws SchemaException if the table has no such column, or it may not hold this
     */
    public RowDraft set(String column, OvsdbValue value) {
        SchemaCheck.written(table.column(column), value);
        columns.put(column, value);
        return this;
    }

    public SortedMap<String, OvsdbValue> columns() {
        return new TreeMap<>(columns);
    }

    /** @param uuidName a name within the transaction; empty for none */
    public Operation insert(String uuidName) {
        return Operation.insert(table.name(), uuidName, columns);
    }

    /** Writes these columns of the rows for which each condition holds. */
    public Operation update(Condition... where) {
        return Operation.update(table.name(), columns, where);
    }
}
