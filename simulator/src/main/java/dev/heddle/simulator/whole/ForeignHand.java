package dev.heddle.simulator.whole;

import dev.heddle.ovs.ovsdb.Condition;
import dev.heddle.ovs.ovsdb.Mutation;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.Row;
import dev.heddle.simulator.ovsdb.SimDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What others do by hand in a host's database: they make what is theirs where it is missing, else change it, seldom remove it. */
final class ForeignHand {
    private static final String OWN_BRIDGE = "br-phy";
    private static final String OWN_PORT = "eth0";
    private static final String PORT_IN_OURS = "patch-phy";

    private ForeignHand() {}

    /** One transaction. */
    static List<Operation> operations(SimDatabase database, Act.Place place, int pick) {
        Row ours = database.named("Bridge", "br-int");
        return switch (place) {
            case ROOT -> List.of(keys("Open_vSwitch", pick));
            case BRIDGE ->
                ours == null
                        ? insert("br-int", "br-int", "internal", pick)
                        : List.of(
                                keys("Bridge", pick, Condition.row(ours.uuid())),
                                Operation.update(
                                        "Bridge",
                                        Map.of("mcast_snooping_enable", OvsdbValue.of(pick % 2 == 1)),
                                        Condition.row(ours.uuid())));
            case PORT -> ours == null ? List.of() : port(database, ours, pick);
            case OWN_BRIDGE -> ownBridge(database, pick);
        };
    }

    private static List<Operation> port(SimDatabase database, Row ours, int pick) {
        Row port = database.named("Port", PORT_IN_OURS);
        Row face = database.named("Interface", PORT_IN_OURS);
        if (port == null || face == null) {
            return List.of(
                    insertInterface(PORT_IN_OURS, "patch", pick),
                    insertPort(PORT_IN_OURS, pick),
                    Operation.mutate(
                            "Bridge",
                            List.of(Mutation.insert("ports", OvsdbValue.named("port"))),
                            Condition.row(ours.uuid())));
        }
        return pick % 8 == 0
                ? List.of(Operation.mutate(
                        "Bridge",
                        List.of(Mutation.delete("ports", OvsdbValue.of(port.uuid()))),
                        Condition.row(ours.uuid())))
                : List.of(
                        Operation.update("Port", portColumns(pick), Condition.row(port.uuid())),
                        Operation.update("Interface", faceColumns("patch", pick), Condition.row(face.uuid())));
    }

    private static List<Operation> ownBridge(SimDatabase database, int pick) {
        Row bridge = database.named("Bridge", OWN_BRIDGE);
        if (bridge == null) {
            List<Operation> out = new ArrayList<>(insert(OWN_BRIDGE, OWN_PORT, "system", pick));
            out.add(Operation.insert(
                    "Controller", "controller", Map.of("target", OvsdbValue.of("tcp:127.0.0.1:" + (1 + pick)))));
            out.add(Operation.update(
                    "Bridge",
                    Map.of("controller", OvsdbValue.named("controller")),
                    Condition.equal("name", OvsdbValue.of(OWN_BRIDGE))));
            return out;
        }
        return pick % 8 == 0
                ? List.of(Operation.mutate(
                        "Open_vSwitch", List.of(Mutation.delete("bridges", OvsdbValue.of(bridge.uuid())))))
                : List.of(
                        keys("Bridge", pick, Condition.row(bridge.uuid())),
                        Operation.update("Port", portColumns(pick), Condition.equal("name", OvsdbValue.of(OWN_PORT))));
    }

    private static List<Operation> insert(String bridge, String port, String type, int pick) {
        Map<String, OvsdbValue> row = Map.of(
                "name", OvsdbValue.of(bridge),
                "ports", OvsdbValue.named("port"),
                "external_ids", OvsdbValue.map(Map.of("somebody", "made " + pick)),
                "other_config", OvsdbValue.map(Map.of("mac-aging-time", Integer.toString(pick))));
        return List.of(
                insertInterface(port, type, pick),
                insertPort(port, pick),
                Operation.insert("Bridge", "bridge", row),
                Operation.mutate("Open_vSwitch", List.of(Mutation.insert("bridges", OvsdbValue.named("bridge")))));
    }

    private static Operation insertInterface(String name, String type, int pick) {
        Map<String, OvsdbValue> row = new TreeMap<>(faceColumns(type, pick));
        row.put("name", OvsdbValue.of(name));
        return Operation.insert("Interface", "face", row);
    }

    private static Operation insertPort(String name, int pick) {
        Map<String, OvsdbValue> row = new TreeMap<>(portColumns(pick));
        row.put("name", OvsdbValue.of(name));
        row.put("interfaces", OvsdbValue.named("face"));
        return Operation.insert("Port", "port", row);
    }

    private static Map<String, OvsdbValue> portColumns(int pick) {
        return Map.of(
                "tag", OvsdbValue.of(pick % 4000),
                "external_ids", OvsdbValue.map(Map.of("somebody", "tagged " + pick)));
    }

    private static Map<String, OvsdbValue> faceColumns(String type, int pick) {
        return Map.of(
                "type", OvsdbValue.of(type),
                "options", OvsdbValue.map(Map.of("peer", "patch-" + pick)),
                "external_ids", OvsdbValue.map(pick % 2 == 0 ? Map.of() : Map.of("iface-id", "somebody's")));
    }

    /** One of a few keys of theirs gets another value, or goes. */
    private static Operation keys(String table, int pick, Condition... where) {
        String key = "somebody-" + pick % 3;
        OvsdbValue keys = OvsdbValue.texts(Set.of(key));
        OvsdbValue pairs = OvsdbValue.map(pick % 4 == 0 ? Map.of() : Map.of(key, "number " + pick));
        return Operation.mutate(
                table,
                List.of(
                        Mutation.delete("external_ids", keys),
                        Mutation.insert("external_ids", pairs),
                        Mutation.delete("other_config", keys),
                        Mutation.insert("other_config", pairs)),
                where);
    }
}
