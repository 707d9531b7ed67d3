package dev.heddle.controller.reconcile.contract;

import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.Replica;
import dev.heddle.ovs.ovsdb.Row;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A port of br-int with one interface of the same name.
 *
 * @param name of port and interface, each unique in the database
 * @param role begins the names of rows within the transaction
 * @param options all of the interface's options: what was added by hand goes
 */
record PortRepair(String name, String role, String type, Map<String, String> options, String clusterId) {
    /**
     * Drafts what is missing or wrong.
     *
     * @param bridge empty where it is yet to be made
     * @return the port to be added to the bridge, if it is not there
     */
    Optional<OvsdbValue> plan(Draft draft, Replica replica, Optional<Row> bridge) {
        Optional<Row> portNamed = Optional.ofNullable(replica.named(Tables.PORT, name));
        Optional<Row> faceNamed = Optional.ofNullable(replica.named(Tables.INTERFACE, name));
        Optional<Row> port = of(bridge, "ports", portNamed);
        Optional<Row> face = of(port, "interfaces", faceNamed);
        if (!port.equals(portNamed) || !face.equals(faceNamed)) {
            draft.problem("PortTaken: " + name + " is used elsewhere than as a port of " + Tables.BRIDGE_NAME);
            return Optional.empty();
        }
        OvsdbValue faceRef = face.map(row -> OvsdbValue.of(row.uuid())).orElseGet(() -> insertInterface(draft));
        if (port.isEmpty()) {
            return Optional.of(draft.insert(
                    Tables.PORT,
                    role + "_port",
                    Map.of("name", OvsdbValue.of(name), "interfaces", faceRef, "external_ids", mark())));
        }
        draft.set(Tables.PORT, port.get(), new TreeMap<>(Map.of("interfaces", faceRef)));
        draft.setKeys(Tables.PORT, port.get(), "external_ids", Map.of(Tables.OWNER, clusterId));
        face.ifPresent(row -> {
            draft.set(Tables.INTERFACE, row, columns());
            draft.setKeys(Tables.INTERFACE, row, "external_ids", Map.of(Tables.OWNER, clusterId));
        });
        return Optional.empty();
    }

    private OvsdbValue insertInterface(Draft draft) {
        TreeMap<String, OvsdbValue> row = new TreeMap<>(columns());
        row.put("name", OvsdbValue.of(name));
        row.put("external_ids", mark());
        return draft.insert(Tables.INTERFACE, role + "_interface", row);
    }

    private SortedMap<String, OvsdbValue> columns() {
        return new TreeMap<>(Map.of("type", OvsdbValue.of(type), "options", OvsdbValue.map(options)));
    }

    private OvsdbValue mark() {
        return OvsdbValue.map(Map.of(Tables.OWNER, clusterId));
    }

    /** The row, if the other one's column points to it. */
    private static Optional<Row> of(Optional<Row> other, String column, Optional<Row> row) {
        return row.filter(
                each -> other.filter(o -> o.refersTo(column, each.uuid())).isPresent());
    }
}
