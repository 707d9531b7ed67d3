package dev.heddle.ovs.ovsdb;

/**
 * {@code <column-schema>} of RFC 7047 section 3.2.
 *
 * @param mutable whether it may be written after the insert
 * @param ephemeral whether it is lost when the server restarts
 */
public record ColumnSchema(String table, String name, ColumnType type, boolean mutable, boolean ephemeral) {
    SchemaException error(String what) {
        return new SchemaException(table, name, what);
    }

    /** @throws SchemaException if a column of this type cannot hold it */
    void check(ColumnType wanted, OvsdbValue value) {
        wanted.objection(value).ifPresent(what -> {
            throw error(what);
        });
    }

    /** {@code Table.column}. */
    @Override
    public String toString() {
        return table + "." + name;
    }
}
