package dev.heddle.ovs.ovsdb;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code <table-schema>} of RFC 7047 section 3.2, and where typed columns come from.
 *
 * @param columns without {@code _uuid} and {@code _version}
 * @param maxRows empty: unlimited
 * @param root whether rows live without being pointed to
 * @param indexes columns whose values together no two rows share
 */
public record TableSchema(
        String name,
        SortedMap<String, ColumnSchema> columns,
        OptionalLong maxRows,
        boolean root,
        List<List<String>> indexes) {
    private static final Set<String> OF_EVERY_ROW = Set.of("_uuid", "_version");
    private static final ColumnType ROW_ID = new ColumnType(BaseType.of(AtomType.UUID), null, 1, OptionalInt.of(1));

    public TableSchema {
        columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
        indexes = indexes.stream().map(List::copyOf).toList();
    }

    /** @throws SchemaException if there is none of this name */
    public ColumnSchema column(String column) {
        ColumnSchema known = columns.get(column);
        if (known != null) {
            return known;
        }
        if (OF_EVERY_ROW.contains(column)) {
            return new ColumnSchema(name, column, ROW_ID, false, false);
        }
        throw new SchemaException(name, column, "the table has no such column");
    }

    /** A column that always has exactly one value, as {@code Bridge.name}. */
    public <T> Column<T> one(String column, Scalar<T> of) {
        ColumnSchema found = column(column);
        require(found, of, found.type().scalar(), "one");
        return new Column<>(found, of::readOne, of::writeOne);
    }

    /** A column with at most one value, as {@code Port.tag}. */
    public <T> Column<Optional<T>> optional(String column, Scalar<T> of) {
        ColumnSchema found = column(column);
        require(found, of, !found.type().isMap() && found.type().single(), "at most one");
        return new Column<>(found, of::readOptional, of::writeOptional);
    }

    /** A column of any number of values, as {@code Bridge.ports}. */
    public <T> Column<Set<T>> set(String column, Scalar<T> of) {
        ColumnSchema found = column(column);
        require(found, of, !found.type().isMap(), "a set of");
        return new Column<>(found, of::readSet, of::writeSet);
    }

    /** A map, as {@code Bridge.external_ids}. */
    public <K, V> Column<Map<K, V>> map(String column, Scalar<K> key, Scalar<V> value) {
        ColumnSchema found = column(column);
        BaseType values = found.type().value();
        if (values == null || found.type().key().type() != key.type() || values.type() != value.type()) {
            throw found.error("is " + found.type() + ", not a map of " + key.type() + " to " + value.type());
        }
        return new Column<>(
                found, from -> Scalar.readMap(from, key, value), pairs -> Scalar.writeMap(pairs, key, value));
    }

    /** A row to be filled and inserted or written. */
    public RowDraft draft() {
        return new RowDraft(this);
    }

    private static void require(ColumnSchema column, Scalar<?> of, boolean fits, String shape) {
        if (!fits || column.type().key().type() != of.type()) {
            throw column.error("is " + column.type() + ", not " + shape + " " + of.type());
        }
    }
}
