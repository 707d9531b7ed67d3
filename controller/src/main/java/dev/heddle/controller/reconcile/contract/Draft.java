package dev.heddle.controller.reconcile.contract;

import dev.heddle.ovs.ovsdb.Condition;
import dev.heddle.ovs.ovsdb.Mutation;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A transaction in the making: guards, changes and problems. Used within one call of {@link HostContract#plan}. */
final class Draft {
    private final List<Operation> guards = new ArrayList<>();
    private final List<Operation> changes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /** The transaction shall fail unless this holds. */
    void guard(Operation require) {
        guards.add(require);
    }

    void problem(String text) {
        problems.add(text);
    }

    /** Inserts a row and returns the reference to it. */
    OvsdbValue insert(String table, String uuidName, Map<String, OvsdbValue> row) {
        changes.add(Operation.insert(table, uuidName, row));
        return OvsdbValue.named(uuidName);
    }

    /** Sets the columns that differ; other columns stay. */
    void set(String table, Row row, SortedMap<String, OvsdbValue> wanted) {
        TreeMap<String, OvsdbValue> changed = new TreeMap<>(wanted);
        changed.entrySet().removeIf(column -> column.getValue().equals(row.get(column.getKey())));
        if (!changed.isEmpty()) {
            changes.add(Operation.update(table, changed, Condition.row(row.uuid())));
        }
    }

    /** Sets the keys that differ; other keys stay. */
    void setKeys(String table, Row row, String column, Map<String, String> wanted) {
        changes.addAll(MapColumn.set(table, row, column, wanted));
    }

    /** Adds references to a set, or removes them. */
    void mutate(String table, Row row, Mutation mutation) {
        changes.add(Operation.mutate(table, List.of(mutation), Condition.row(row.uuid())));
    }

    Plan.Repair finish() {
        if (changes.isEmpty()) {
            return new Plan.Repair(List.of(), problems);
        }
        List<Operation> operations = new ArrayList<>(guards);
        operations.add(new Operation.Comment("heddle: make the host's contract hold"));
        operations.addAll(changes);
        return new Plan.Repair(operations, problems);
    }
}
