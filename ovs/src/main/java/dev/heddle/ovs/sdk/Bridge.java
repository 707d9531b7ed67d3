package dev.heddle.ovs.sdk;

import dev.heddle.ovs.ovsdb.Row;
import dev.heddle.ovs.sdk.SwitchException.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A bridge as the database shows it at one moment. Immutable. */
record Bridge(Row row, List<Member> members) {
    private static final List<String> COLUMNS =
            List.of("name", "ports", "datapath_id", "datapath_type", "protocols", "external_ids", "controller");
    private static final List<String> PORT_COLUMNS =
            List.of("name", "interfaces", "tag", "vlan_mode", "trunks", "external_ids");
    private static final List<String> INTERFACE_COLUMNS = List.of("name", "ofport", "error", "mac_in_use", "type");

    /** @throws SwitchException of kind NOT_FOUND */
    static Row find(Database database, String name) {
        List<Row> found = database.select(Rows.BRIDGE, COLUMNS, Rows.named(name));
        if (found.isEmpty()) {
            throw new SwitchException(Kind.NOT_FOUND, "bridge " + name + ": does not exist at " + database.address());
        }
        return found.getFirst();
    }

    /** The bridge with its ports, in the order of their names. */
    static Bridge read(Database database, String name) {
        Row row = find(database, name);
        List<Row> ports = database.select(Rows.PORT, PORT_COLUMNS, row.refs("ports"));
        List<UUID> ids = new ArrayList<>();
        ports.forEach(port -> ids.addAll(port.refs("interfaces")));
        Map<UUID, Row> devices = new HashMap<>();
        database.select(Rows.INTERFACE, INTERFACE_COLUMNS, ids).forEach(device -> devices.put(device.uuid(), device));
        List<Member> members = new ArrayList<>();
        for (Row port : ports) {
            for (UUID id : port.refs("interfaces")) {
                Row device = devices.get(id);
                if (device != null) {
                    members.add(Member.of(port, device));
                }
            }
        }
        members.sort(Comparator.comparing(Member::interfaceName));
        return new Bridge(row, List.copyOf(members));
    }

    /** The interface that is the port of this name, or the first of a bond. */
    Optional<Member> member(String port) {
        return members.stream().filter(m -> m.portName().equals(port)).findFirst();
    }

    UUID id() {
        return row.uuid();
    }

    String name() {
        return row.text("name");
    }

    /** Whether ovs-vswitchd has made it. */
    boolean made() {
        return !row.text("datapath_id").isEmpty();
    }
}
