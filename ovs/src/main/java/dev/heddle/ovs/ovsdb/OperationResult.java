package dev.heddle.ovs.ovsdb;

import java.util.List;
import java.util.UUID;

/** What became of one operation of a transaction that was committed. */
public sealed interface OperationResult {
    /** The new row's id. */
    record Inserted(UUID uuid) implements OperationResult {}

    /** How many rows an update, mutate or delete met. */
    record Counted(long rows) implements OperationResult {}

    /** The rows of a select, in the server's order. */
    record Selected(List<Row> rows) implements OperationResult {
        public Selected {
            rows = List.copyOf(rows);
        }
    }

    /** A wait, commit, comment or assert. */
    record Done() implements OperationResult {}
}
