package dev.heddle.simulator.whole;

import dev.heddle.ovs.ovsdb.Atom;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.Row;
import dev.heddle.simulator.ovsdb.SimDatabase;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Which part of a row in a host's database is others': by the contract with a host all that is not named here as Heddle's, nor
 * written by vswitchd.
 */
final class ForeignPart {
    /**
     * Heddle's part of a shared row.
     *
     * @param keys by map column
     */
    private record Heddles(Set<String> columns, Map<String, Set<String>> keys) {}

    private static final Map<String, Heddles> SHARED = Map.of(
            "Open_vSwitch",
            new Heddles(
                    Set.of(),
                    Map.of("external_ids", Set.of("heddle-statistics"), "other_config", Set.of("enable-statistics"))),
            "Bridge",
            new Heddles(
                    Set.of("datapath_type", "fail_mode", "protocols"),
                    Map.of(
                            "external_ids", Set.of("heddle", "heddle-rev"),
                            "other_config", Set.of("datapath-id", "disable-in-band", "heddle-nudge"))),
            "Port",
            new Heddles(Set.of("interfaces"), Map.of("external_ids", Set.of("heddle"))),
            "Interface",
            new Heddles(Set.of("type", "options"), Map.of("external_ids", Set.of("heddle"))));

    /** Columns of shared rows that point to rows of both, and the tables of those. */
    private static final Map<String, String> POINTERS =
            Map.of("bridges", "Bridge", "ports", "Port", "controller", "Controller");

    /** What vswitchd writes into an interface's row. */
    private static final Set<String> VSWITCHDS = Set.of("ofport", "error");

    private static final Set<String> PORTS = Set.of("br-int", "heddle-vx");

    private ForeignPart() {}

    /** Whether Heddle has a part in the row, and others may. */
    static boolean isShared(String table, Row row) {
        return switch (table) {
            case "Open_vSwitch" -> true;
            case "Bridge" -> row.text("name").equals("br-int");
            case "Port", "Interface" -> PORTS.contains(row.text("name"));
            default -> false;
        };
    }

    /** The row without what is not others'; empty where that is all of it. */
    static Optional<Row> of(SimDatabase database, String table, Row row) {
        if (isController(table, row)) {
            return Optional.empty();
        }
        TreeMap<String, OvsdbValue> columns = new TreeMap<>(row.columns());
        if (table.equals("Interface")) {
            columns.keySet().removeAll(VSWITCHDS);
        }
        Heddles heddles = SHARED.get(table);
        if (heddles != null && isShared(table, row)) {
            columns.keySet().removeAll(heddles.columns());
            heddles.keys().forEach((column, keys) -> columns.computeIfPresent(column, (_, map) -> without(map, keys)));
            POINTERS.forEach((column, to) -> columns.computeIfPresent(
                    column,
                    (_, _) -> OvsdbValue.refs(row.refs(column).stream()
                            .filter(id -> !isHeddles(database, to, id))
                            .toList())));
        }
        return Optional.of(new Row(row.uuid(), columns));
    }

    private static boolean isHeddles(SimDatabase database, String table, UUID id) {
        Row row = database.find(table, id);
        return row != null && (isShared(table, row) || isController(table, row));
    }

    private static boolean isController(String table, Row row) {
        return table.equals("Controller") && row.map("external_ids").containsKey("heddle");
    }

    private static OvsdbValue without(OvsdbValue map, Set<String> keys) {
        if (!(map instanceof OvsdbValue.MapOf(SortedMap<Atom, Atom> pairs))) {
            return map;
        }
        TreeMap<Atom, Atom> out = new TreeMap<>(pairs);
        keys.forEach(key -> out.remove(new Atom.Text(key)));
        return new OvsdbValue.MapOf(out);
    }
}
