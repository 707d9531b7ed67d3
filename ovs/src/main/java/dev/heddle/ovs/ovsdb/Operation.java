package dev.heddle.ovs.ovsdb;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** One {@code <operation>} of a transaction (RFC 7047 section 5.2). */
public sealed interface Operation {
    /**
     * Answered by {@link OperationResult.Inserted}.
     *
     * @param uuidName a name within the transaction; empty for none
     * @param uuid the new row's id (Open vSwitch 2.13); empty: the server's choice
     */
    record Insert(String table, SortedMap<String, OvsdbValue> row, String uuidName, Optional<UUID> uuid)
            implements Operation {
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
     * The transaction waits until the rows that {@code where} selects are exactly {@code rows} in these columns; it fails with
     * {@code timed out} when that takes too long.
     *
     * @param columns all, where empty, which is rarely what is meant
     * @param equal false: until they differ
     * @param timeoutMillis 0: now or never; empty: until the transaction is cancelled
     */
    record Wait(
            String table,
            List<Condition> where,
            List<String> columns,
            boolean equal,
            List<SortedMap<String, OvsdbValue>> rows,
            OptionalLong timeoutMillis)
            implements Operation {
        public Wait {
            where = List.copyOf(where);
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }

        /** Whether the answer may come late. */
        boolean patient() {
            return timeoutMillis.isEmpty() || timeoutMillis.getAsLong() > 0;
        }
    }

    /** @param durable whether the answer comes only when the transaction is on disk */
    record Commit(boolean durable) implements Operation {}

    /** Undoes the transaction. */
    record Abort() implements Operation {}

    /** A note in the database's log. */
    record Comment(String text) implements Operation {}

    /** The transaction fails with {@code not owner} unless the session holds this lock. */
    record Assert(String lock) implements Operation {}

    static Operation insert(String table, String uuidName, Map<String, OvsdbValue> row) {
        return new Insert(table, new TreeMap<>(row), uuidName, Optional.empty());
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
        return new Wait(
                table,
                List.of(where),
                List.copyOf(new TreeMap<>(row).keySet()),
                true,
                List.of(sorted(row)),
                OptionalLong.of(0));
    }

    private static SortedMap<String, OvsdbValue> sorted(Map<String, OvsdbValue> row) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(row));
    }
}
