package dev.heddle.simulator.ovsdb;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row that a transaction looks at or changes. Owned by the transaction. */
final class Touched {
    private final TableLayout table;
    private final UUID uuid;
    private final @Nullable StoredRow before;

    @Nullable
    StoredRow after;
    /** Strong ones of other rows, as they will be. */
    int references;

    Touched(TableLayout table, UUID uuid, @Nullable StoredRow before) {
        this.table = table;
        this.uuid = uuid;
        this.before = before;
        this.after = before;
        this.references = before == null ? 0 : before.references();
    }

    TableLayout table() {
        return table;
    }

    UUID uuid() {
        return uuid;
    }

    /** Null for a row that the transaction inserts. */
    @Nullable
    StoredRow before() {
        return before;
    }

    boolean changed() {
        if (before == null || after == null) {
            return before != after;
        }
        return !before.sameValues(after);
    }
}
