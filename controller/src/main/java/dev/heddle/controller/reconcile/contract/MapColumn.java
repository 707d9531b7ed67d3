package dev.heddle.controller.reconcile.contract;

import dev.heddle.ovs.ovsdb.Condition;
import dev.heddle.ovs.ovsdb.Mutation;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.Row;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Changes single keys of a map column and leaves all others, whoever writes them meanwhile. */
final class MapColumn {
    private MapColumn() {}

    /** Nothing if every key has its value. */
    static List<Operation> set(String table, Row row, String column, Map<String, String> wanted) {
        SortedMap<String, String> held = row.map(column);
        TreeMap<String, String> changed = new TreeMap<>(wanted);
        changed.entrySet().removeIf(pair -> pair.getValue().equals(held.get(pair.getKey())));
        if (changed.isEmpty()) {
            return List.of();
        }
        return List.of(Operation.mutate(
                table,
                List.of(
                        Mutation.delete(column, OvsdbValue.texts(changed.keySet())),
                        Mutation.insert(column, OvsdbValue.map(changed))),
                Condition.row(row.uuid())));
    }
}
