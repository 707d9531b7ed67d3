package dev.heddle.controller.reconcile.contract;

import dev.heddle.ovs.ovsdb.Condition;
import dev.heddle.ovs.ovsdb.Mutation;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.Replica;
import dev.heddle.ovs.ovsdb.Row;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The Controller row of br-int. One of ours is changed in place if there is one: the first controller that a bridge gets, and
 * the loss of its last one, flush its flows. Controllers of others are told, not touched.
 */
final class ControllerRepair {
    private static final long MAX_BACKOFF_MILLIS = 1000;
    private static final long INACTIVITY_PROBE_MILLIS = 5000;

    private ControllerRepair() {}

    static OvsdbValue insert(Draft draft, Wanted wanted) {
        TreeMap<String, OvsdbValue> row = new TreeMap<>(columns(wanted));
        row.put("external_ids", OvsdbValue.map(Map.of(Tables.OWNER, wanted.clusterId())));
        return draft.insert(Tables.CONTROLLER, "controller", row);
    }

    /** @param owner the cluster id that the bridge carries: its controllers are taken over with it */
    static void plan(Draft draft, Replica replica, Row bridge, Wanted wanted, String owner) {
        List<Row> all = replica.follow(bridge, "controller", Tables.CONTROLLER);
        List<Row> marked = all.stream()
                .filter(row -> {
                    String mark = row.map("external_ids").getOrDefault(Tables.OWNER, "");
                    return mark.equals(wanted.clusterId()) || mark.equals(owner);
                })
                .sorted(Comparator.comparing((Row row) -> !isTarget(row, wanted))
                        .thenComparing(Row::uuid))
                .toList();
        Optional<Row> kept = marked.stream()
                .findFirst()
                .or(() -> all.stream().filter(row -> isTarget(row, wanted)).findFirst());
        List<UUID> surplus = marked.stream().skip(1).map(Row::uuid).toList();
        if (kept.isEmpty() || !surplus.isEmpty()) {
            draft.guard(Operation.require(
                    Tables.BRIDGE, Map.of("controller", bridge.get("controller")), Condition.row(bridge.uuid())));
        }
        if (kept.isPresent()) {
            draft.set(Tables.CONTROLLER, kept.get(), columns(wanted));
            draft.setKeys(Tables.CONTROLLER, kept.get(), "external_ids", Map.of(Tables.OWNER, wanted.clusterId()));
        } else {
            draft.mutate(Tables.BRIDGE, bridge, Mutation.insert("controller", insert(draft, wanted)));
        }
        if (!surplus.isEmpty()) {
            draft.mutate(Tables.BRIDGE, bridge, Mutation.delete("controller", OvsdbValue.refs(surplus)));
        }
        all.stream()
                .filter(row -> !marked.contains(row) && kept.filter(row::equals).isEmpty())
                .forEach(row -> draft.problem(
                        "ForeignController: " + Tables.BRIDGE_NAME + " also has the controller " + row.text("target")));
    }

    private static boolean isTarget(Row row, Wanted wanted) {
        return row.text("target").equals(wanted.controller());
    }

    private static SortedMap<String, OvsdbValue> columns(Wanted wanted) {
        return new TreeMap<>(Map.of(
                "target", OvsdbValue.of(wanted.controller()),
                "connection_mode", OvsdbValue.of("out-of-band"),
                "max_backoff", OvsdbValue.of(MAX_BACKOFF_MILLIS),
                "inactivity_probe", OvsdbValue.of(INACTIVITY_PROBE_MILLIS)));
    }
}
