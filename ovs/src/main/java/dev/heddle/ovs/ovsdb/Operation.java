package dev.heddle.ovs.ovsdb;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One {@code <operation>} of a transaction (RFC 7047 section 5.2). */
public sealed interface Operation {
    /**
     * Answered by {@link OperationResult.Inserted}.
     *
     * @param uuidName a name within the transaction; empty for none
     */
    record Insert(String table, SortedMap<String, OvsdbValue> row, String uuidName) implements Operation {
        public Insert {
            row = sorted(row);
        }
    }

    /**
     * Answered by {@link OperationResult.Selected}.
     *
     * @param columns empty for all
     */
    record Select(String table, List<Condition> where, List<String> columns) implements Operation {
        public Select {
            where = List.copyOf(where);
            columns = List.copyOf(columns);
        }
    }

    /** Answered by {@link OperationResult.Counted}. */
    record Update(String table, List<Condition> where, SortedMap<String, OvsdbValue> row) implements Operation {
        public Update {
            where = List.copyOf(where);
            row = sorted(row);
        }
    }

    /** Answered by {@link OperationResult.Counted}. */
    record Mutate(String table, List<Condition> where, List<Mutation> mutations) implements Operation {
        public Mutate {
            where = List.copyOf(where);
            mutations = List.copyOf(mutations);
        }
    }

    /** Answered by {@link OperationResult.Counted}. */
    record Delete(String table, List<Condition> where) implements Operation {
        public Delete {
            where = List.copyOf(where);
        }
    }

    /**
     * The transaction fails with {@code timed out} unless the rows that {@code where} selects are exactly {@code rows} in
     * these columns.
     *
     * @param equal false: unless they differ
     * @param timeoutMillis 0: now or never
     */
    record Wait(
            String table,
            List<Condition> where,
            List<String> columns,
            boolean equal,
            List<SortedMap<String, OvsdbValue>> rows,
            long timeoutMillis)
            implements Operation {
        public Wait {
            where = List.copyOf(where);
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /** Undoes the transaction. */
    record Abort() implements Operation {}

    /** A note in the database's log. */
    record Comment(String text) implements Operation {}

    static Operation insert(String table, String uuidName, Map<String, OvsdbValue> row) {
        return new Insert(table, new TreeMap<>(row), uuidName);
    }

    static Operation select(String table, Condition... where) {
        return new Select(table, List.of(where), List.of());
    }

    static Operation update(String table, Map<String, OvsdbValue> row, Condition... where) {
        return new Update(table, List.of(where), new TreeMap<>(row));
    }

    static Operation mutate(String table, List<Mutation> mutations, Condition... where) {
        return new Mutate(table, List.of(where), mutations);
    }

    static Operation delete(String table, Condition... where) {
        return new Delete(table, List.of(where));
    }

    /** Fails the transaction at once unless exactly one row meets the conditions and has these values. */
    static Operation require(String table, Map<String, OvsdbValue> row, Condition... where) {
        return new Wait(table, List.of(where), List.copyOf(new TreeMap<>(row).keySet()), true, List.of(sorted(row)), 0);
    }

    private static SortedMap<String, OvsdbValue> sorted(Map<String, OvsdbValue> row) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(row));
    }
}
