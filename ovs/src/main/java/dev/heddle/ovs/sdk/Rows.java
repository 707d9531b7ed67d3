package dev.heddle.ovs.sdk;

import dev.heddle.ovs.ovsdb.Atom;
import dev.heddle.ovs.ovsdb.Condition;
import dev.heddle.ovs.ovsdb.Mutation;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.Row;
import dev.heddle.ovs.sdk.SwitchException.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is written into Open vSwitch's database (ovs-vswitchd.conf.db(5)). Every row of ours carries {@link #MARK}. */
final class Rows {
    /** Key in external_ids; its value is the name of the bridge for which the row was made. */
    static final String MARK = "heddle-switch";

    static final String BRIDGE = "Bridge";
    static final String PORT = "Port";
    static final String INTERFACE = "Interface";
    static final String CONTROLLER = "Controller";
    static final String EXTERNAL_IDS = "external_ids";

    private Rows() {}

    static Condition named(String name) {
        return Condition.equal("name", OvsdbValue.of(name));
    }

    static boolean ours(Row row) {
        return row.map(EXTERNAL_IDS).containsKey(MARK);
    }

    /**
     * A bridge that forwards by its flows alone, with its ports.
     *
     * @param datapath empty for the default, the kernel's
     */
    static Transaction create(String name, String datapath, List<PortSpec> ports) {
        Transaction out = new Transaction();
        out.unlessAny(BRIDGE, named(name), conflict("bridge " + name + ": exists already"));
        free(out, "bridge " + name, name);
        ports.forEach(port -> free(out, "bridge " + name + ", port " + port.name(), port.name()));

        List<Atom> members = new ArrayList<>();
        members.add(port(
                out, members.size(), name, PortSpec.trunk(name), Map.of("type", OvsdbValue.of("internal")), Map.of()));
        for (PortSpec port : ports) {
            members.add(port(out, members.size(), name, port, Map.of(), Map.of()));
        }
        Map<String, OvsdbValue> bridge = new TreeMap<>(Map.of(
                "name",
                OvsdbValue.of(name),
                "datapath_type",
                OvsdbValue.of(datapath),
                "fail_mode",
                OvsdbValue.of("secure"),
                "other_config",
                OvsdbValue.map(Map.of("disable-in-band", "true")),
                "ports",
                new OvsdbValue.SetOf(members),
                EXTERNAL_IDS,
                OvsdbValue.map(Map.of(MARK, name))));
        out.add(Operation.insert(BRIDGE, "bridge", bridge));
        return out.add(
                Operation.mutate(Database.ROOT, List.of(Mutation.insert("bridges", OvsdbValue.named("bridge")))));
    }

    /** Another port on a bridge, whosever it is: nothing else of the bridge changes. */
    static Transaction addPort(
            UUID bridge,
            String bridgeName,
            PortSpec port,
            Map<String, OvsdbValue> ofInterface,
            Map<String, String> externalIds) {
        Transaction out = new Transaction();
        free(out, "bridge " + bridgeName + ", port " + port.name(), port.name());
        Atom member = port(out, 0, bridgeName, port, ofInterface, externalIds);
        return out.link(BRIDGE, Condition.row(bridge), "ports", OvsdbValue.of(member));
    }

    private static void free(Transaction out, String what, String name) {
        out.unlessAny(PORT, named(name), conflict(what + ": a port of this name exists already"));
        out.unlessAny(INTERFACE, named(name), conflict(what + ": an interface of this name exists already"));
    }

    private static Atom port(
            Transaction out,
            int index,
            String bridge,
            PortSpec port,
            Map<String, OvsdbValue> ofInterface,
            Map<String, String> externalIds) {
        Map<String, String> ids = new TreeMap<>(externalIds);
        ids.put(MARK, bridge);
        Map<String, OvsdbValue> device = new TreeMap<>(ofInterface);
        device.put("name", OvsdbValue.of(port.name()));
        device.put(EXTERNAL_IDS, OvsdbValue.map(Map.of(MARK, bridge)));
        out.add(Operation.insert(INTERFACE, "interface" + index, device));
        Map<String, OvsdbValue> row = new TreeMap<>(Map.of(
                "name",
                OvsdbValue.of(port.name()),
                "interfaces",
                OvsdbValue.named("interface" + index),
                EXTERNAL_IDS,
                OvsdbValue.map(ids)));
        if (port.tag() != null) {
            row.put("tag", OvsdbValue.of(port.tag()));
        }
        out.add(Operation.insert(PORT, "port" + index, row));
        return new Atom.NamedRef("port" + index);
    }

    /** Takes a bridge away, if its ports are still these. */
    static Transaction delete(UUID bridge, String name, Collection<UUID> ports) {
        return new Transaction()
                .require(
                        BRIDGE,
                        Condition.row(bridge),
                        Map.of("ports", OvsdbValue.refs(ports)),
                        conflict("bridge " + name + ": its ports have just been changed"))
                .add(Operation.mutate(Database.ROOT, List.of(Mutation.delete("bridges", OvsdbValue.of(bridge)))));
    }

    static Transaction removePort(UUID bridge, UUID port) {
        return new Transaction().unlink(BRIDGE, Condition.row(bridge), "ports", OvsdbValue.of(port));
    }

    /** Sets one of external_ids of a port, or removes it where the value is null. */
    static Transaction mark(UUID port, String key, @Nullable String value) {
        List<Mutation> mutations = new ArrayList<>();
        mutations.add(Mutation.delete(EXTERNAL_IDS, OvsdbValue.of(key)));
        if (value != null) {
            mutations.add(Mutation.insert(EXTERNAL_IDS, OvsdbValue.map(Map.of(key, value))));
        }
        return new Transaction().add(Operation.mutate(PORT, mutations, Condition.row(port)));
    }

    private static SwitchException conflict(String message) {
        return new SwitchException(Kind.CONFLICT, message);
    }
}
