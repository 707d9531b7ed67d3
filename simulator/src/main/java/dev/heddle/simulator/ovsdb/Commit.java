package dev.heddle.simulator.ovsdb;

import dev.heddle.ovs.ovsdb.Atom;
import dev.heddle.ovs.ovsdb.ColumnType;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The end of a transaction, in ovsdb-server's order: references are counted, rows that nothing points to go, references to rows
 * that are gone go, and what must be unique is looked at; then all of it is stored, or nothing.
 */
final class Commit {
    private final DatabaseSchema schema;
    private final Rows rows;
    private final LongSupplier versions;

    private Commit(DatabaseSchema schema, Rows rows, LongSupplier versions) {
        this.schema = schema;
        this.rows = rows;
        this.versions = versions;
    }

    /**
     * Stores what was changed.
     *
     * @return the rows whose contents changed
     * @throws Refusal if it must not be; nothing was stored
     */
    static List<Touched> of(DatabaseSchema schema, Rows rows, LongSupplier versions) throws Refusal {
        return new Commit(schema, rows, versions).run();
    }

    private List<Touched> run() throws Refusal {
        List<Touched> changed =
                rows.allTouched().stream().filter(Touched::changed).toList();
        if (changed.isEmpty()) {
            return List.of();
        }
        for (Touched touch : changed) {
            countReferences(touch);
        }
        for (Touched touch : rows.allTouched()) {
            if (touch.after == null && touch.references > 0) {
                throw violation("cannot delete " + touch.table().name() + " row " + touch.uuid() + " because of "
                        + touch.references + " remaining reference(s)");
            }
        }
        collectGarbage();
        checkCounts();
        forgetTheGone();
        checkUnique();
        return store();
    }

    private void countReferences(Touched touch) throws Refusal {
        for (int position : touch.table().strong()) {
            Map<References.To, Integer> difference = new HashMap<>();
            references(touch.after, position).forEach(to -> difference.merge(to, 1, Integer::sum));
            references(touch.before(), position).forEach(to -> difference.merge(to, -1, Integer::sum));
            for (Map.Entry<References.To, Integer> each : difference.entrySet()) {
                if (each.getValue() != 0) {
                    count(touch, position, each.getKey(), each.getValue());
                }
            }
        }
    }

    /** References of a row to itself do not count. */
    private void count(Touched from, int position, References.To to, int difference) throws Refusal {
        if (to.row().equals(from.uuid())) {
            return;
        }
        Touched target = rows.touchIfKnown(schema.table(to.table()), to.row());
        if (target == null) {
            throw violation("Table " + from.table().name() + " column "
                    + from.table().column(position).name() + " row " + from.uuid() + " references nonexistent row "
                    + to.row() + " in table " + to.table() + ".");
        }
        target.references += difference;
    }

    private static List<References.To> references(@Nullable StoredRow row, int position) {
        return row == null
                ? List.of()
                : References.strong(row.get(position), row.table().type(position));
    }

    private void collectGarbage() {
        Deque<Touched> garbage = new ArrayDeque<>();
        rows.allTouched().stream().filter(Commit::isGarbage).forEach(garbage::add);
        while (!garbage.isEmpty()) {
            Touched touch = garbage.poll();
            StoredRow row = Objects.requireNonNull(touch.after);
            touch.after = null;
            for (int position : touch.table().strong()) {
                for (References.To to : references(row, position)) {
                    Touched target = rows.touchIfKnown(schema.table(to.table()), to.row());
                    if (target != null && !to.row().equals(touch.uuid())) {
                        target.references--;
                        if (isGarbage(target)) {
                            garbage.add(target);
                        }
                    }
                }
            }
        }
    }

    private static boolean isGarbage(Touched touch) {
        return touch.after != null
                && touch.references == 0
                && !touch.table().schema().root();
    }

    private void checkCounts() throws Refusal {
        for (StoredTable table : rows.committed()) {
            TableLayout layout = table.layout();
            if (layout.schema().maxRows().isPresent() && !rows.touched(layout).isEmpty()) {
                long most = layout.schema().maxRows().getAsLong();
                int count = rows.count(layout);
                if (count > most) {
                    throw Refusal.of(
                            Refusal.CONSTRAINT,
                            "transaction causes \"" + layout.name() + "\" table to contain " + count
                                    + " rows, greater than the schema-defined limit of " + most + " row(s)");
                }
            }
        }
    }

    /** Weak references to rows that are not there, or not any more. */
    private void forgetTheGone() throws Refusal {
        boolean some = rows.allTouched().stream().anyMatch(touch -> touch.after == null && touch.before() != null);
        for (StoredTable table : rows.committed()) {
            TableLayout layout = table.layout();
            if (layout.weak().isEmpty()) {
                continue;
            }
            List<StoredRow> concerned = some
                    ? rows.select(layout, List.of())
                    : rows.touched(layout).values().stream()
                            .map(touch -> touch.after)
                            .filter(Objects::nonNull)
                            .toList();
            for (StoredRow row : concerned) {
                forgetTheGone(row);
            }
        }
    }

    private void forgetTheGone(StoredRow row) throws Refusal {
        StoredRow out = row;
        for (int position : row.table().weak()) {
            ColumnType type = row.table().type(position);
            OvsdbValue held = row.get(position);
            OvsdbValue left = References.known(held, type, this::exists);
            int gone = size(held) - size(left);
            if (gone == 0) {
                continue;
            }
            if (size(left) < type.min()) {
                throw emptied(row, position, gone);
            }
            out = out.with(position, left);
        }
        if (out != row) {
            rows.change(out);
        }
    }

    private boolean exists(String table, UUID row) {
        return rows.find(schema.table(table), row) != null;
    }

    private Refusal emptied(StoredRow row, int position, int gone) {
        String column = row.table().column(position).name();
        boolean inserted = rows.committed(row.table()).find(row.uuid()) == null;
        boolean zero = References.of(row.get(position)).contains(new UUID(0, 0));
        String details = zero && inserted
                ? "Weak reference column \"" + column + "\" in \"" + row.table().name() + "\" row " + row.uuid()
                        + " (inserted within this transaction) contained all-zeros UUID (probably as the default value"
                        + " for this column) but deleting this value caused a constraint volation because this column"
                        + " is not allowed to be empty."
                : "Deletion of " + gone + " weak reference(s) to deleted (or never-existing) rows from column \""
                        + column + "\" in \"" + row.table().name() + "\" row " + row.uuid() + " "
                        + (inserted ? "(inserted within this transaction) " : "")
                        + "caused this column to become empty, but constraints on this column disallow an empty"
                        + " column.";
        return Refusal.of(Refusal.CONSTRAINT, details);
    }

    private static int size(OvsdbValue value) {
        return switch (value) {
            case OvsdbValue.SetOf(List<Atom> atoms) -> atoms.size();
            case OvsdbValue.MapOf(SortedMap<Atom, Atom> pairs) -> pairs.size();
        };
    }

    private void checkUnique() throws Refusal {
        for (StoredTable table : rows.committed()) {
            TableLayout layout = table.layout();
            for (int i = 0; i < layout.indexes().size(); i++) {
                Map<List<OvsdbValue>, StoredRow> seen = new HashMap<>();
                for (Touched touch : rows.touched(layout).values()) {
                    if (touch.after != null) {
                        checkUnique(table, i, touch.after, seen);
                    }
                }
            }
        }
    }

    private void checkUnique(StoredTable table, int index, StoredRow row, Map<List<OvsdbValue>, StoredRow> seen)
            throws Refusal {
        List<OvsdbValue> key = table.key(index, row);
        StoredRow other = seen.put(key, row);
        if (other == null) {
            StoredRow stored = table.find(index, key);
            other = stored == null || rows.touched(table.layout()).containsKey(stored.uuid()) ? null : stored;
        }
        if (other != null) {
            throw new Duplicates(rows, table.layout(), index).of(other, row);
        }
    }

    private List<Touched> store() {
        List<Touched> out = new ArrayList<>();
        List<Touched> all = rows.allTouched();
        for (Touched touch : all) {
            if (touch.changed()) {
                out.add(touch);
                if (touch.before() != null) {
                    rows.committed(touch.table()).remove(touch.before());
                }
            }
        }
        for (Touched touch : all) {
            StoredTable table = rows.committed(touch.table());
            StoredRow before = touch.before();
            if (touch.after != null && touch.changed()) {
                touch.after = touch.after.committed(versions.getAsLong(), touch.references);
                table.put(touch.after);
            } else if (before != null && touch.after != null && before.references() != touch.references) {
                table.replace(before.counted(touch.references));
            }
        }
        return out;
    }

    private static Refusal violation(String details) {
        return Refusal.of("referential integrity violation", details);
    }
}
