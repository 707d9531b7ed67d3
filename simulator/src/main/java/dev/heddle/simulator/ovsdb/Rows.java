package dev.heddle.simulator.ovsdb;

import dev.heddle.ovs.ovsdb.OvsdbValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows as a transaction sees them: what is committed, and over it what it has changed. Owned by the transaction. */
final class Rows {
    private final List<StoredTable> tables;
    private final List<Map<UUID, Touched>> touched = new ArrayList<>();

    /** @param tables by number */
    Rows(List<StoredTable> tables) {
        this.tables = tables;
        tables.forEach(table -> touched.add(new LinkedHashMap<>()));
    }

    StoredTable committed(TableLayout table) {
        return tables.get(table.number());
    }

    /** All tables, by number. */
    List<StoredTable> committed() {
        return tables;
    }

    @Nullable
    StoredRow find(TableLayout table, UUID uuid) {
        Touched changed = touched(table).get(uuid);
        return changed == null ? committed(table).find(uuid) : changed.after;
    }

    /** Whether the row is there, or was before the transaction. */
    boolean known(TableLayout table, UUID uuid) {
        return touched(table).containsKey(uuid) || committed(table).find(uuid) != null;
    }

    int count(TableLayout table) {
        int out = committed(table).size();
        for (Touched each : touched(table).values()) {
            out += (each.after == null ? 0 : 1) - (each.before() == null ? 0 : 1);
        }
        return out;
    }

    /** Those for which each clause holds. */
    List<StoredRow> select(TableLayout table, List<Clause> where) {
        List<StoredRow> out = new ArrayList<>();
        for (Clause clause : where) {
            if (clause.column() == TableLayout.UUID && clause.function() == Clause.Function.EQUAL) {
                addIfMet(out, find(table, reference(clause.value())), where);
                return out;
            }
        }
        Map<UUID, Touched> changed = touched(table);
        for (StoredRow row : committed(table).rows()) {
            Touched touch = changed.isEmpty() ? null : changed.get(row.uuid());
            addIfMet(out, touch == null ? row : touch.after, where);
        }
        for (Touched touch : changed.values()) {
            if (touch.before() == null) {
                addIfMet(out, touch.after, where);
            }
        }
        return out;
    }

    void insert(StoredRow row) {
        Touched touch = new Touched(row.table(), row.uuid(), null);
        touch.after = row;
        touched(row.table()).put(row.uuid(), touch);
    }

    void change(StoredRow row) {
        touch(row.table(), row.uuid()).after = row;
    }

    void delete(StoredRow row) {
        Touched touch = touch(row.table(), row.uuid());
        touch.after = null;
        if (touch.before() == null) {
            touched(row.table()).remove(row.uuid());
        }
    }

    /** The row is now the transaction's business; it must be known. */
    private Touched touch(TableLayout table, UUID uuid) {
        return touched(table)
                .computeIfAbsent(
                        uuid, each -> new Touched(table, each, committed(table).find(each)));
    }

    /** Likewise; null if there is no such row. */
    @Nullable
    Touched touchIfKnown(TableLayout table, UUID uuid) {
        return known(table, uuid) ? touch(table, uuid) : null;
    }

    Map<UUID, Touched> touched(TableLayout table) {
        return touched.get(table.number());
    }

    /** At this moment, of all tables. */
    List<Touched> allTouched() {
        List<Touched> out = new ArrayList<>();
        touched.forEach(each -> out.addAll(each.values()));
        return out;
    }

    private static void addIfMet(List<StoredRow> out, @Nullable StoredRow row, List<Clause> where) {
        if (row == null) {
            return;
        }
        for (Clause clause : where) {
            if (!clause.holds(row)) {
                return;
            }
        }
        out.add(row);
    }

    private static UUID reference(OvsdbValue value) {
        return References.of(value).getFirst();
    }
}
