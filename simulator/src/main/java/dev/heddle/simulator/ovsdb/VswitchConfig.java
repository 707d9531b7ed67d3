package dev.heddle.simulator.ovsdb;

import dev.heddle.ovs.ovsdb.Atom;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the Open_vSwitch database wants of ovs-vswitchd, ovs-vswitchd.conf.db(5), as far as it is simulated.
 *
 * @param bridges by name
 */
record VswitchConfig(SortedMap<String, Bridge> bridges) {
    /** Columns that ovs-vswitchd does not read, or not look out for: it wrote them itself. */
    private static final Map<String, Set<String>> UNREAD = Map.of(
            "Open_vSwitch",
            Set.of(
                    "cur_cfg",
                    "statistics",
                    "datapath_types",
                    "iface_types",
                    "external_ids",
                    "ovs_version",
                    "db_version",
                    "system_type",
                    "system_version",
                    "dpdk_version",
                    "dpdk_initialized"),
            "Bridge",
            Set.of(
                    "datapath_id",
                    "datapath_version",
                    "status",
                    "rstp_status",
                    "stp_enable",
                    "rstp_enable",
                    "external_ids"),
            "Port",
            Set.of(
                    "status",
                    "rstp_status",
                    "rstp_statistics",
                    "statistics",
                    "bond_active_slave",
                    "external_ids",
                    "trunks",
                    "vlan_mode"),
            "Interface",
            Set.of(
                    "admin_state",
                    "duplex",
                    "link_speed",
                    "link_state",
                    "link_resets",
                    "mac_in_use",
                    "ifindex",
                    "mtu",
                    "ofport",
                    "statistics",
                    "status",
                    "cfm_fault",
                    "cfm_fault_status",
                    "cfm_remote_mpids",
                    "cfm_flap_count",
                    "cfm_health",
                    "cfm_remote_opstate",
                    "bfd_status",
                    "lacp_current",
                    "error",
                    "external_ids"),
            "Controller",
            Set.of("is_connected", "role", "status", "external_ids"),
            "Manager",
            Set.of("external_ids", "inactivity_probe", "is_connected", "max_backoff", "status"),
            "Mirror",
            Set.of("external_ids", "statistics"));

    /**
     * A row of Bridge.
     *
     * @param ports all interfaces of all of its ports, by name
     * @param controllers those that it dials, by target
     */
    record Bridge(
            UUID row,
            String name,
            String datapathType,
            long datapathId,
            boolean standalone,
            SortedMap<String, Face> ports,
            SortedMap<String, Dialled> controllers) {}

    /**
     * A row of Interface.
     *
     * @param row null for the local port that a bridge has without being told
     * @param requested 0 for none
     * @param held the number that the database tells; 0 for none
     */
    record Face(@Nullable UUID row, String name, String type, Map<String, String> options, int requested, int held) {}

    /**
     * A row of Controller.
     *
     * @param maxBackoffMillis 8 s unless it says otherwise
     */
    record Dialled(UUID row, String target, long maxBackoffMillis, long probeMillis) {}

    /** Whether ovs-vswitchd looks out for this change. */
    static boolean reads(Touched change) {
        StoredRow before = change.before();
        StoredRow after = change.after;
        if (before == null || after == null) {
            return true;
        }
        TableLayout table = change.table();
        Set<String> unread = UNREAD.getOrDefault(table.name(), Set.of());
        for (int i = 2; i < table.width(); i++) {
            if (!before.get(i).equals(after.get(i))
                    && !unread.contains(table.column(i).name())) {
                return true;
            }
        }
        return false;
    }

    static VswitchConfig read(SimDatabase database) {
        TreeMap<String, Bridge> out = new TreeMap<>();
        for (StoredRow root : database.stored("Open_vSwitch").rows()) {
            for (StoredRow row : follow(database, root, "bridges", "Bridge")) {
                Bridge bridge = bridge(database, row);
                out.put(bridge.name(), bridge);
            }
        }
        return new VswitchConfig(out);
    }

    private static Bridge bridge(SimDatabase database, StoredRow row) {
        String name = text(row, "name");
        TreeMap<String, Dialled> controllers = new TreeMap<>();
        for (StoredRow each : follow(database, row, "controller", "Controller")) {
            String target = text(each, "target");
            if (target.matches("(tcp|ssl|unix):.*")) {
                long probe = number(each, "inactivity_probe", 5000);
                controllers.put(
                        target,
                        new Dialled(
                                each.uuid(),
                                target,
                                number(each, "max_backoff", 8000) / 1000 * 1000,
                                probe <= 0 ? 0 : Math.max(1000, probe / 1000 * 1000)));
            }
        }
        TreeMap<String, Face> ports = new TreeMap<>();
        for (StoredRow port : follow(database, row, "ports", "Port")) {
            for (StoredRow face : follow(database, port, "interfaces", "Interface")) {
                ports.putIfAbsent(text(face, "name"), face(face, name));
            }
        }
        if (!controllers.isEmpty()) {
            ports.putIfAbsent(name, new Face(null, name, "internal", Map.of(), 0, 0));
        }
        return new Bridge(
                row.uuid(),
                name,
                text(row, "datapath_type").isEmpty() ? "system" : text(row, "datapath_type"),
                datapathId(row),
                !text(row, "fail_mode").equals("secure"),
                ports,
                controllers);
    }

    /** One that is not given is made of the row's id, as a real one is of an address. */
    private static long datapathId(StoredRow bridge) {
        String given = map(bridge, "other_config").getOrDefault("datapath-id", "");
        return given.matches("[0-9a-fA-F]{16}")
                ? Long.parseUnsignedLong(given, 16)
                : bridge.uuid().getLeastSignificantBits() & 0xffff_ffff_ffffL;
    }

    private static Face face(StoredRow row, String bridge) {
        String name = text(row, "name");
        String type = text(row, "type");
        long requested = number(row, "ofport_request", 0);
        long held = number(row, "ofport", 0);
        return new Face(
                row.uuid(),
                name,
                name.equals(bridge) ? "internal" : type.isEmpty() ? "system" : type,
                map(row, "options"),
                PortNumbers.isValid(requested) ? (int) requested : 0,
                PortNumbers.isValid(held) ? (int) held : 0);
    }

    static List<StoredRow> follow(SimDatabase database, StoredRow row, String column, String table) {
        List<StoredRow> out = new ArrayList<>();
        Set<UUID> seen = new HashSet<>();
        for (UUID uuid : References.of(row.get(column))) {
            StoredRow found = database.stored(table).find(uuid);
            if (found != null && seen.add(uuid)) {
                out.add(found);
            }
        }
        return out;
    }

    static String text(StoredRow row, String column) {
        return first(row, column) instanceof Atom.Text(String text) ? text : "";
    }

    static long number(StoredRow row, String column, long otherwise) {
        return first(row, column) instanceof Atom.Int(long number) ? number : otherwise;
    }

    static SortedMap<String, String> map(StoredRow row, String column) {
        TreeMap<String, String> out = new TreeMap<>();
        if (row.get(column) instanceof OvsdbValue.MapOf(SortedMap<Atom, Atom> pairs)) {
            pairs.forEach((key, value) -> {
                if (key instanceof Atom.Text(String name) && value instanceof Atom.Text(String text)) {
                    out.put(name, text);
                }
            });
        }
        return out;
    }

    private static @Nullable Atom first(StoredRow row, String column) {
        return row.get(column) instanceof OvsdbValue.SetOf(List<Atom> atoms) && !atoms.isEmpty()
                ? atoms.getFirst()
                : null;
    }
}
