package dev.heddle.ovs.ovsdb;

import java.io.Serial;

/** What was asked for does not fit the database's schema; the message begins with {@code Table.column}. */
public final class SchemaException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1;

    private final String table;
    private final String column;

    SchemaException(String table, String column, String what) {
        super((column.isEmpty() ? table : table + "." + column) + ": " + what);
        this.table = table;
        this.column = column;
    }

    public String table() {
        return table;
    }

    /** Empty where the whole table is at fault. */
    public String column() {
        return column;
    }
}
