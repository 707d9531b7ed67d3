package dev.heddle.ovs.sdk;

import dev.heddle.ovs.ovsdb.Condition;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.Row;
import dev.heddle.ovs.sdk.SwitchException.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes and removes the rows of one bridge, all or nothing. */
final class SwitchRows {
    private final Database database;
    private final String name;

    SwitchRows(Database database, String name) {
        this.database = database;
        this.name = name;
    }

    void create(List<PortSpec> ports, Datapath datapath) {
        Set<String> names = new HashSet<>(Set.of(name));
        for (PortSpec port : ports) {
            if (!names.add(port.name())) {
                throw new SwitchException(
                        Kind.BAD_INPUT, "bridge " + name + ", port " + port.name() + ": is named twice");
            }
        }
        var _ = database.configure(Rows.create(name, datapath == Datapath.NETDEV ? "netdev" : "", ports));
        Bridge made = Bridge.read(database, name);
        if (!made.made() && datapath == Datapath.BEST) {
            var _ = database.configure(new Transaction()
                    .add(Operation.update(
                            Rows.BRIDGE, Map.of("datapath_type", OvsdbValue.of("netdev")), Condition.row(made.id()))));
            made = Bridge.read(database, name);
        }
        String fault = fault(made);
        if (fault != null) {
            remove(made);
            throw new SwitchException(Kind.BAD_INPUT, fault);
        }
    }

    private static @Nullable String fault(Bridge bridge) {
        if (!bridge.made()) {
            return "bridge %s: ovs-vswitchd cannot make it with datapath_type \"%s\"; its log says why"
                    .formatted(bridge.name(), bridge.row().text("datapath_type"));
        }
        for (Member member : bridge.members()) {
            if (!member.plugged()) {
                return "bridge " + bridge.name() + ", port " + member.interfaceName() + ": "
                        + (member.error().isEmpty() ? "ovs-vswitchd cannot open it" : member.error());
            }
        }
        return null;
    }

    /** @throws SwitchException of kind CONFLICT where a row is not ours */
    void delete() {
        Bridge bridge = Bridge.read(database, name);
        if (!Rows.ours(bridge.row())) {
            throw new SwitchException(Kind.CONFLICT, "bridge " + name + ": was not made here, and is not deleted");
        }
        for (Member member : bridge.members()) {
            if (!Rows.ours(member.port())) {
                throw new SwitchException(
                        Kind.CONFLICT,
                        "bridge " + name + ", port " + member.portName() + ": was not made here; remove it first");
            }
        }
        remove(bridge);
    }

    private void remove(Bridge bridge) {
        var _ = database.configure(Rows.delete(bridge.id(), name, bridge.row().refs("ports")));
    }

    /**
     * Adds a port of ours to the bridge, whosever that is.
     *
     * @throws SwitchException of kind BAD_INPUT where ovs-vswitchd cannot open it; nothing is left of it then
     */
    Member addPort(PortSpec port, Map<String, OvsdbValue> ofInterface, Map<String, String> externalIds) {
        Row bridge = Bridge.find(database, name);
        var _ = database.configure(Rows.addPort(bridge.uuid(), name, port, ofInterface, externalIds));
        Member made = member(port.name());
        if (!made.plugged()) {
            removePort(made.port().uuid());
            throw new SwitchException(Kind.BAD_INPUT, "bridge " + name + ", port " + port.name() + ": " + made.error());
        }
        return made;
    }

    /** The bridge as it is now. */
    Bridge read() {
        return Bridge.read(database, name);
    }

    /** @throws SwitchException of kind NOT_FOUND */
    Member member(String port) {
        return read().member(port)
                .orElseThrow(() -> new SwitchException(Kind.NOT_FOUND, "bridge " + name + ": has no port " + port));
    }

    void removePort(UUID port) {
        var _ = database.configure(Rows.removePort(Bridge.find(database, name).uuid(), port));
    }

    /** Sets one of external_ids of a row of ours in Port, or removes it where the value is null. */
    void mark(UUID port, String key, @Nullable String value) {
        var _ = database.transact(Rows.mark(port, key, value));
    }
}
