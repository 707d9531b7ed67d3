package dev.heddle.simulator.ovsdb;

import dev.heddle.ovs.ovsdb.Condition;
import dev.heddle.ovs.ovsdb.Mutation;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OvsdbResult;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What operators and workloads do on a host with ovs-vsctl. Each call is one transaction, or one device that comes or goes. Owned by
 * the database's owner.
 */
public final class HostDatabase {
    /**
     * Whom ovsdb-server dials.
     *
     * @param target as {@code tcp:192.0.2.1:6640}
     * @param maxBackoffMillis the longest pause between two tries; the first is 1 s, and each is twice the one before
     * @param probeMillis silence after which it asks for an echo; 0 for never
     */
    public record Manager(String target, long maxBackoffMillis, long probeMillis) {}

    private final SimDatabase database;
    private final SimVswitchd vswitchd;

    private HostDatabase(SimDatabase database, SimVswitchd vswitchd) {
        this.database = database;
        this.vswitchd = vswitchd;
    }

    /** A host on which Open vSwitch was just installed and given an id, with ovs-vswitchd running. */
    public static HostDatabase create(String systemId, long seed) {
        SimDatabase database = new SimDatabase(DatabaseSchema.vswitch(), seed);
        HostDatabase out = new HostDatabase(database, new SimVswitchd(database));
        out.transact(Operation.insert(
                "Open_vSwitch",
                "",
                Map.of(
                        "external_ids", OvsdbValue.map(Map.of("system-id", systemId)),
                        "ovs_version", OvsdbValue.of("3.1.0"),
                        "db_version", OvsdbValue.of("8.3.1"))));
        out.vswitchd.start();
        return out;
    }

    public SimDatabase database() {
        return database;
    }

    public SimVswitchd vswitchd() {
        return vswitchd;
    }

    /** {@code ovs-vsctl set-manager}. */
    public void setManager(String target) {
        transact(
                Operation.insert("Manager", "m", Map.of("target", OvsdbValue.of(target))),
                Operation.update("Open_vSwitch", Map.of("manager_options", OvsdbValue.named("m"))));
    }

    /** Whom ovsdb-server dials as its rows say now. */
    public List<Manager> managers() {
        List<Manager> out = new ArrayList<>();
        for (StoredRow root : database.stored("Open_vSwitch").rows()) {
            for (StoredRow row : VswitchConfig.follow(database, root, "manager_options", "Manager")) {
                String target = VswitchConfig.text(row, "target");
                if (target.matches("(tcp|ssl|unix):.*")) {
                    out.add(new Manager(
                            target,
                            VswitchConfig.number(row, "max_backoff", 8000),
                            VswitchConfig.number(row, "inactivity_probe", 5000)));
                }
            }
        }
        return out;
    }

    /** A workload starts: its device comes, and its interface is plugged into the bridge with this {@code iface-id}. */
    public void plug(String bridge, String name, String ifaceId) {
        vswitchd.addDevice(name);
        transact(
                Operation.insert(
                        "Interface",
                        "i",
                        Map.of(
                                "name", OvsdbValue.of(name),
                                "external_ids", OvsdbValue.map(Map.of("iface-id", ifaceId)))),
                Operation.insert("Port", "p", Map.of("name", OvsdbValue.of(name), "interfaces", OvsdbValue.named("i"))),
                Operation.mutate("Bridge", List.of(Mutation.insert("ports", OvsdbValue.named("p"))), named(bridge)));
    }

    /** A workload ends. */
    public void unplug(String bridge, String name) {
        vswitchd.removeDevice(name);
        database.rows("Port").stream()
                .filter(row -> row.text("name").equals(name))
                .forEach(row -> transact(Operation.mutate(
                        "Bridge", List.of(Mutation.delete("ports", OvsdbValue.of(row.uuid()))), named(bridge))));
    }

    /** The interface is another port's from now on. */
    public void relabel(String name, String ifaceId) {
        transact(Operation.mutate(
                "Interface",
                List.of(
                        Mutation.delete("external_ids", OvsdbValue.texts(List.of("iface-id"))),
                        Mutation.insert("external_ids", OvsdbValue.map(Map.of("iface-id", ifaceId)))),
                named(name)));
    }

    /** The interface asks for this OpenFlow port number. */
    public void renumber(String name, int number) {
        transact(Operation.update("Interface", Map.of("ofport_request", OvsdbValue.of(number)), named(name)));
    }

    /**
     * Anything else.
     *
     * @throws IllegalStateException if the database refuses it
     */
    public OvsdbResult.Transacted transact(Operation... operations) {
        OvsdbResult result = database.transact(List.of(operations));
        if (result instanceof OvsdbResult.Transacted done) {
            return done;
        }
        throw new IllegalStateException("refused: " + result);
    }

    private static Condition named(String name) {
        return Condition.equal("name", OvsdbValue.of(name));
    }
}
