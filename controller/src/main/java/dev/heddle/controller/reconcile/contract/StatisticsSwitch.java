package dev.heddle.controller.reconcile.contract;

import dev.heddle.ovs.ovsdb.Condition;
import dev.heddle.ovs.ovsdb.Mutation;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.Replica;
import dev.heddle.ovs.ovsdb.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * {@code other_config:enable-statistics}: switched on as long as we want to know what only statistics tell, and off again by
 * whoever of us comes next. What the operator has switched on stays on.
 */
public final class StatisticsSwitch {
    private static final String ENABLE = "enable-statistics";
    private static final String ON = "true";

    private StatisticsSwitch() {}

    /** What is to be done, a transaction of its own that an operator's at the same time undoes; nothing where it is right. */
    public static List<Operation> plan(Replica replica, boolean wanted, String clusterId) {
        Optional<Row> root = replica.rows(Tables.ROOT).stream().findFirst();
        if (root.isEmpty()) {
            return List.of();
        }
        SortedMap<String, String> config = root.get().map("other_config");
        boolean on = ON.equals(config.get(ENABLE));
        boolean byUs = clusterId.equals(root.get().map("external_ids").get(Tables.STATISTICS));
        if (wanted && !on) {
            List<Operation> out = new ArrayList<>();
            out.add(Operation.require(
                    Tables.ROOT,
                    Map.of("other_config", root.get().get("other_config")),
                    Condition.row(root.get().uuid())));
            out.addAll(MapColumn.set(Tables.ROOT, root.get(), "other_config", Map.of(ENABLE, ON)));
            out.addAll(MapColumn.set(Tables.ROOT, root.get(), "external_ids", Map.of(Tables.STATISTICS, clusterId)));
            return out;
        }
        if (!wanted && byUs) {
            return List.of(Operation.mutate(
                    Tables.ROOT,
                    List.of(
                            Mutation.delete("other_config", OvsdbValue.texts(List.of(ENABLE))),
                            Mutation.delete("external_ids", OvsdbValue.texts(List.of(Tables.STATISTICS)))),
                    Condition.row(root.get().uuid())));
        }
        return List.of();
    }
}
