package dev.heddle.controller.reconcile.contract;

import dev.heddle.ovs.ovsdb.Replica;
import dev.heddle.ovs.ovsdb.Row;
import dev.heddle.verify.BridgeFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What moves packets of br-int beside its flows: mirrors, patch ports, in-band control, what a missing controller sets free. */
final class Beside {
    private static final String OUT_OF_BAND = "out-of-band";

    private Beside() {}

    /** @param patches the bridge's patch ports with their peers */
    static BridgeFacts of(Replica replica, Row bridge, SortedMap<String, String> patches) {
        List<BridgeFacts.Mirror> mirrors = replica.follow(bridge, "mirrors", Tables.MIRROR).stream()
                .map(row -> mirror(replica, row))
                .toList();
        return new BridgeFacts(
                mirrors,
                patches(replica, patches),
                !"true".equals(bridge.map("other_config").get("disable-in-band")),
                remotes(replica, bridge),
                bridge.text("fail_mode").equals("secure"));
    }

    private static BridgeFacts.Mirror mirror(Replica replica, Row row) {
        List<String> output = List.copyOf(interfaces(replica, row, "output_port"));
        OptionalLong vlan = row.number("output_vlan");
        return new BridgeFacts.Mirror(
                row.text("name"),
                row.flag("select_all"),
                interfaces(replica, row, "select_src_port"),
                interfaces(replica, row, "select_dst_port"),
                output.isEmpty() ? null : output.getFirst(),
                vlan.isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) vlan.getAsLong()));
    }

    /** Names of the interfaces of the ports that the column points to. */
    private static Set<String> interfaces(Replica replica, Row row, String column) {
        Set<String> out = new HashSet<>();
        for (Row port : replica.follow(row, column, Tables.PORT)) {
            replica.follow(port, "interfaces", Tables.INTERFACE).forEach(face -> out.add(face.text("name")));
        }
        return out;
    }

    private static List<BridgeFacts.Patch> patches(Replica replica, SortedMap<String, String> patches) {
        List<BridgeFacts.Patch> out = new ArrayList<>(patches.size());
        for (Map.Entry<String, String> patch : patches.entrySet()) {
            out.add(new BridgeFacts.Patch(patch.getKey(), patch.getValue(), bridgeOf(replica, patch.getValue())));
        }
        return out;
    }

    private static @Nullable String bridgeOf(Replica replica, String name) {
        Row face = replica.named(Tables.INTERFACE, name);
        if (face == null) {
            return null;
        }
        for (Row bridge : replica.rows(Tables.BRIDGE)) {
            for (Row port : replica.follow(bridge, "ports", Tables.PORT)) {
                if (port.refersTo("interfaces", face.uuid())) {
                    return bridge.text("name");
                }
            }
        }
        return null;
    }

    /** Whom in-band control would serve: whoever is not said to be reached on another way. */
    private static List<String> remotes(Replica replica, Row bridge) {
        List<Row> rows = new ArrayList<>(replica.follow(bridge, "controller", Tables.CONTROLLER));
        rows.addAll(replica.rows(Tables.MANAGER));
        return rows.stream()
                .filter(row -> !row.text("connection_mode").equals(OUT_OF_BAND))
                .map(row -> row.text("target"))
                .sorted()
                .distinct()
                .toList();
    }
}
