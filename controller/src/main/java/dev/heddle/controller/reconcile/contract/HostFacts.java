package dev.heddle.controller.reconcile.contract;

import dev.heddle.ovs.ovsdb.Replica;
import dev.heddle.ovs.ovsdb.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a host's database tells at one moment. Immutable.
 *
 * @param systemId {@code external_ids:system-id}; empty where the host has none and so cannot join
 * @param ovsVersion as {@code 3.1.0}; may be empty
 * @param bridge br-int is there
 * @param owner the cluster whose id br-int carries
 * @param witness what br-int says it has seen
 * @param plugged interfaces of br-int with an iface-id and a port number, by iface-id
 * @param tunnel the port number of heddle-vx in br-int
 * @param problems as {@code InterfaceError: …} and {@code DuplicateIfaceId: …}
 */
public record HostFacts(
        Optional<String> systemId,
        String ovsVersion,
        boolean bridge,
        Optional<String> owner,
        Optional<Witness> witness,
        SortedMap<String, Plugged> plugged,
        OptionalInt tunnel,
        List<String> problems) {
    /** Why a host without {@code system-id} is refused. */
    public static final String NO_SYSTEM_ID = "the host's Open_vSwitch table has no external_ids:system-id;"
            + " set one: ovs-vsctl set Open_vSwitch . external_ids:system-id=NAME";

    private static final int FIRST_RESERVED_PORT = 0xff00;

    /**
     * An interface that OVS has plugged.
     *
     * @param number OpenFlow port number, from 1
     */
    public record Plugged(String name, int number) {}

    public HostFacts {
        plugged = Collections.unmodifiableSortedMap(plugged);
        problems = List.copyOf(problems);
    }

    /** Reads them; never fails, whatever the database holds. */
    public static HostFacts of(Replica replica) {
        Optional<Row> root = replica.rows(Tables.ROOT).stream().findFirst();
        Optional<Row> bridge = bridge(replica);
        TreeMap<String, Plugged> plugged = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        OptionalInt tunnel = OptionalInt.empty();
        for (Row each : bridge.map(row -> interfaces(replica, row)).orElse(List.of())) {
            String name = each.text("name");
            OptionalInt number = portNumber(each);
            if (!each.text("error").isEmpty()) {
                problems.add("InterfaceError: " + name + ": " + each.text("error"));
            }
            if (number.isPresent() && name.equals(Tables.TUNNEL_NAME)) {
                tunnel = number;
            }
            String ifaceId = each.map("external_ids").getOrDefault("iface-id", "");
            if (number.isPresent() && !ifaceId.isEmpty()) {
                Plugged first = plugged.putIfAbsent(ifaceId, new Plugged(name, number.getAsInt()));
                if (first != null) {
                    problems.add(
                            "DuplicateIfaceId: " + name + " carries the iface-id " + ifaceId + " of " + first.name());
                }
            }
        }
        SortedMap<String, String> marks =
                bridge.map(row -> row.map("external_ids")).orElseGet(Collections::emptySortedMap);
        return new HostFacts(
                root.map(row -> row.map("external_ids").get("system-id")).filter(id -> !id.isEmpty()),
                root.map(row -> row.text("ovs_version")).orElse(""),
                bridge.isPresent(),
                Optional.ofNullable(marks.get(Tables.OWNER)),
                Optional.ofNullable(marks.get(Tables.WITNESS)).flatMap(Witness::parse),
                plugged,
                tunnel,
                problems);
    }

    /** The bridge carries the id of another cluster than this. */
    public boolean ownedByOther(String clusterId) {
        return owner.filter(id -> !id.equals(clusterId)).isPresent();
    }

    static Optional<Row> bridge(Replica replica) {
        return replica.rows(Tables.BRIDGE).stream()
                .filter(row -> row.text("name").equals(Tables.BRIDGE_NAME))
                .findFirst();
    }

    /** By name, so that of two with one iface-id the same one wins each time. */
    private static List<Row> interfaces(Replica replica, Row bridge) {
        return replica.follow(bridge, "ports", Tables.PORT).stream()
                .flatMap(port -> replica.follow(port, "interfaces", Tables.INTERFACE).stream())
                .sorted(Comparator.comparing((Row row) -> row.text("name")).thenComparing(Row::uuid))
                .toList();
    }

    private static OptionalInt portNumber(Row row) {
        long number = row.number("ofport").orElse(-1);
        return number > 0 && number < FIRST_RESERVED_PORT ? OptionalInt.of((int) number) : OptionalInt.empty();
    }
}
