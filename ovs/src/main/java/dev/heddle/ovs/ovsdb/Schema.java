package dev.heddle.ovs.ovsdb;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a database holds (RFC 7047 section 3.2), as far as reading updates needs it.
 *
 * @param tables table to column to type, without {@code _uuid} and {@code _version}
 */
public record Schema(String database, String version, SortedMap<String, SortedMap<String, ColumnType>> tables) {
    /** The types of atoms. */
    public enum AtomType {
        INTEGER,
        REAL,
        BOOLEAN,
        STRING,
        UUID;

        Atom zero() {
            return switch (this) {
                case INTEGER -> new Atom.Int(0);
                case REAL -> new Atom.Real(0);
                case BOOLEAN -> new Atom.Bool(false);
                case STRING -> new Atom.Text("");
                case UUID -> new Atom.Ref(new UUID(0, 0));
            };
        }
    }

    /**
     * A column's type.
     *
     * @param value null where the column is not a map
     * @param min 0 or 1
     * @param max empty: unlimited
     */
    public record ColumnType(AtomType key, @Nullable AtomType value, int min, OptionalInt max) {
        /** What a column holds that was never written; updates leave such columns out. */
        public OvsdbValue initial() {
            if (value != null) {
                TreeMap<Atom, Atom> pairs = new TreeMap<>();
                if (min > 0) {
                    pairs.put(key.zero(), value.zero());
                }
                return new OvsdbValue.MapOf(pairs);
            }
            return min == 0 ? OvsdbValue.NONE : OvsdbValue.of(key.zero());
        }

        /** At most one value: a change is told as the new value, not as a difference. */
        boolean single() {
            return max.isPresent() && max.getAsInt() <= 1;
        }
    }

    public Schema {
        tables = Collections.unmodifiableSortedMap(tables);
    }

    /** What a request wants and this database does not have, as {@code Table.column}; empty if nothing. */
    public List<String> lacks(MonitorRequest request) {
        List<String> out = new ArrayList<>();
        request.tables().forEach((table, wanted) -> {
            SortedMap<String, ColumnType> columns = tables.getOrDefault(table, Collections.emptySortedMap());
            wanted.columns().stream()
                    .filter(column -> !columns.containsKey(column))
                    .forEach(column -> out.add(table + "." + column));
        });
        return out;
    }
}
