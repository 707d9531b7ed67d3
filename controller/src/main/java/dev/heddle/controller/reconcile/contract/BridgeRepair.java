package dev.heddle.controller.reconcile.contract;

import dev.heddle.ovs.ovsdb.Condition;
import dev.heddle.ovs.ovsdb.Mutation;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.Replica;
import dev.heddle.ovs.ovsdb.Row;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** br-int and what hangs on it. A missing bridge is inserted whole; one that is there is changed in place. */
final class BridgeRepair {
    private final Replica replica;
    private final Wanted wanted;
    private final Draft draft = new Draft();

    private BridgeRepair(Replica replica, Wanted wanted) {
        this.replica = replica;
        this.wanted = wanted;
    }

    /**
     * Plans the whole of the contract.
     *
     * @param owner the cluster id that the bridge carries, which may be another's where it is adopted
     */
    static Plan plan(Replica replica, Wanted wanted, Row root, Optional<Row> bridge, String owner) {
        BridgeRepair repair = new BridgeRepair(replica, wanted);
        if (bridge.isPresent()) {
            repair.change(bridge.get(), owner);
        } else {
            repair.insert(root);
        }
        wanted.manager().ifPresent(target -> ManagerRepair.plan(repair.draft, replica, target));
        return repair.draft.finish();
    }

    private void insert(Row root) {
        draft.guard(Operation.require(Tables.ROOT, Map.of("bridges", root.get("bridges")), Condition.row(root.uuid())));
        List<OvsdbValue> ports = new ArrayList<>();
        localPort().plan(draft, replica, Optional.empty()).ifPresent(ports::add);
        tunnelPort().plan(draft, replica, Optional.empty()).ifPresent(ports::add);
        TreeMap<String, OvsdbValue> row = new TreeMap<>(columns());
        row.put("name", OvsdbValue.of(Tables.BRIDGE_NAME));
        row.put("ports", OvsdbValue.union(ports));
        row.put("controller", ControllerRepair.insert(draft, wanted));
        row.put("other_config", OvsdbValue.map(otherConfig()));
        row.put("external_ids", OvsdbValue.map(externalIds()));
        draft.mutate(Tables.ROOT, root, Mutation.insert("bridges", draft.insert(Tables.BRIDGE, "bridge", row)));
    }

    private void change(Row bridge, String owner) {
        draft.guard(sameOwner(bridge, owner));
        localPort().plan(draft, replica, Optional.of(bridge)).ifPresent(port -> addPort(bridge, port));
        tunnelPort().plan(draft, replica, Optional.of(bridge)).ifPresent(port -> addPort(bridge, port));
        ControllerRepair.plan(draft, replica, bridge, wanted, owner);
        draft.set(Tables.BRIDGE, bridge, columns());
        draft.setKeys(Tables.BRIDGE, bridge, "other_config", otherConfig());
        draft.setKeys(Tables.BRIDGE, bridge, "external_ids", externalIds());
    }

    private void addPort(Row bridge, OvsdbValue port) {
        draft.mutate(Tables.BRIDGE, bridge, Mutation.insert("ports", port));
    }

    /** The bridge still belongs to whom the replica says, or still to nobody. */
    private static Operation sameOwner(Row bridge, String owner) {
        Map<String, OvsdbValue> name = Map.of("name", OvsdbValue.of(Tables.BRIDGE_NAME));
        Condition that = Condition.row(bridge.uuid());
        return bridge.map("external_ids").containsKey(Tables.OWNER)
                ? Operation.require(
                        Tables.BRIDGE,
                        name,
                        that,
                        Condition.includes("external_ids", OvsdbValue.map(Map.of(Tables.OWNER, owner))))
                : Operation.require(Tables.BRIDGE, Map.of("external_ids", bridge.get("external_ids")), that);
    }

    private SortedMap<String, OvsdbValue> columns() {
        TreeMap<String, OvsdbValue> out = new TreeMap<>();
        out.put(
                "datapath_type",
                OvsdbValue.of(wanted.host().spec().datapath().name().toLowerCase(Locale.ROOT)));
        out.put("fail_mode", OvsdbValue.of("secure"));
        out.put("protocols", OvsdbValue.NONE);
        return out;
    }

    private Map<String, String> otherConfig() {
        long id = HostContract.datapathId(wanted.host().spec().systemId());
        return Map.of("datapath-id", HexFormat.of().toHexDigits(id), "disable-in-band", "true");
    }

    private Map<String, String> externalIds() {
        return Map.of(
                Tables.OWNER,
                wanted.clusterId(),
                Tables.WITNESS,
                wanted.witness().toString());
    }

    private PortRepair localPort() {
        return new PortRepair(Tables.BRIDGE_NAME, "local", "internal", Map.of(), wanted.clusterId());
    }

    private PortRepair tunnelPort() {
        Map<String, String> options = Map.of(
                "remote_ip", "flow",
                "local_ip", "flow",
                "key", "flow",
                "tos", "inherit",
                "dst_port", Integer.toString(wanted.host().spec().tunnelPort()));
        return new PortRepair(Tables.TUNNEL_NAME, "tunnel", "vxlan", options, wanted.clusterId());
    }
}
