package dev.heddle.controller.reconcile.contract;

import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.Replica;
import dev.heddle.ovs.ovsdb.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The Manager row by which the host's ovsdb-server dials us: made by the operator, only its pauses are set. It is the one with
 * our address, or the only one that dials at all (its target may be a name).
 */
final class ManagerRepair {
    private static final long MAX_BACKOFF_MILLIS = 1000;

    private ManagerRepair() {}

    static void plan(Draft draft, Replica replica, String target) {
        List<Row> dialling = replica.rows(Tables.MANAGER).stream()
                .filter(row -> row.text("target").matches("(tcp|ssl|unix):.*"))
                .toList();
        Optional<Row> ours = dialling.stream()
                .filter(row -> row.text("target").equals(target))
                .findFirst()
                .or(() -> dialling.size() == 1 ? dialling.stream().findFirst() : Optional.empty());
        ours.ifPresent(row -> draft.set(
                Tables.MANAGER, row, new TreeMap<>(Map.of("max_backoff", OvsdbValue.of(MAX_BACKOFF_MILLIS)))));
    }
}
