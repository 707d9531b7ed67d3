package dev.heddle.simulator.ovsdb;

import dev.heddle.ovs.ovsdb.Atom;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * ovs-vswitchd 3.1 as its database sees it: reads the configuration when it changes, gives port numbers, says what it cannot do, and
 * tells what becomes of bridges, ports and controllers. The switches themselves and their connections are the owner's. Without
 * I/O, clock or thread; owned by the database's owner. Made stopped.
 *
 * <p>Not simulated: bonds, spanning tree, what mirrors and in-band control do, and errors of patch ports without a peer.
 */
public final class SimVswitchd {
    /** OFPP_LOCAL. */
    public static final int LOCAL = 0xfffe;

    /** The datapath types that there are. */
    private static final List<String> DATAPATH_TYPES = List.of("netdev", "system");

    private static final List<String> INTERFACE_TYPES =
            List.of("geneve", "gre", "internal", "patch", "system", "vxlan");

    /** What it writes into a row of Interface. */
    private record Status(Map<String, OvsdbValue> columns) {}

    private final SimDatabase database;
    private final Devices devices = new Devices();
    private final TreeMap<String, SimBridge> bridges = new TreeMap<>();
    private Map<String, String> statistics = Map.of();
    private Map<UUID, Map<String, OvsdbValue>> copy = new HashMap<>();
    private boolean late;
    private boolean running;
    private boolean changed;

    public SimVswitchd(SimDatabase database) {
        this.database = database;
        database.onCommit(new SimDatabase.CommitListener() {
            @Override
            public void committed(List<Touched> changes) {
                changed |= changes.stream().anyMatch(VswitchConfig::reads);
            }

            @Override
            public void reloaded() {
                changed = true;
            }
        });
    }

    public void start() {
        running = true;
        changed = true;
    }

    /** The process ends, and its bridges with it: nothing is told of that, and the database stays as it is. */
    public void stop() {
        running = false;
        bridges.clear();
    }

    public boolean isRunning() {
        return running;
    }

    /** Whether there is something that {@link #run} would read. */
    public boolean isDue() {
        return running && changed;
    }

    /** A device comes. */
    public void addDevice(String name) {
        addDevice(name, 0);
    }

    /** @param bitsPerSecond 0 where it does not know */
    public void addDevice(String name, long bitsPerSecond) {
        devices.add(name, bitsPerSecond);
        changed = true;
    }

    /** A device goes. */
    public void removeDevice(String name) {
        devices.remove(name);
        changed = true;
    }

    /** What it counts of the machine, as {@code Open_vSwitch.statistics}; told while {@code enable-statistics} is set. */
    public void machine(Map<String, String> counted) {
        statistics = Map.copyOf(counted);
    }

    /** The bridge's connection to a controller that it dials stands, or not any more. */
    public void connected(String bridge, String target, boolean connected) {
        SimBridge found = bridges.get(bridge);
        if (found != null) {
            found.connected(target, connected, "other");
        }
    }

    /** The controller has this role by now: {@code other}, {@code master} or {@code slave}. */
    public void role(String bridge, String target, String role) {
        SimBridge found = bridges.get(bridge);
        if (found != null) {
            found.connected(target, found.isConnected(target), role);
        }
    }

    /**
     * The next run takes its own columns of interfaces to be as they were before its last run wrote them, and leaves out what
     * equals that: the race that leaves a refusal in the database though the port is there.
     */
    public void readLate() {
        late = true;
    }

    /** OpenFlow port numbers of a bridge by interface. */
    public SortedMap<String, Integer> ports(String bridge) {
        TreeMap<String, Integer> out = new TreeMap<>();
        SimBridge found = bridges.get(bridge);
        if (found != null) {
            found.ports().forEach((name, port) -> out.put(name, port.number()));
        }
        return out;
    }

    /** Makes all as the database wants it, if that changed, and writes there what came of it. */
    public List<VswitchdEvent> run(long now) {
        if (!isDue()) {
            return List.of();
        }
        changed = false;
        VswitchConfig wanted = VswitchConfig.read(database);
        List<VswitchdEvent> out = new ArrayList<>(removeBridges(wanted));
        wanted.bridges().forEach((name, bridge) -> {
            SimBridge found = bridges.get(name);
            if (found != null) {
                out.addAll(found.removePorts(bridge, devices, now));
            }
        });
        addBridges(wanted, out);
        Map<UUID, Status> statuses = new HashMap<>();
        wanted.bridges().values().forEach(bridge -> addPorts(bridge, statuses, out, now));
        wanted.bridges().values().forEach(bridge -> describePorts(bridge, statuses));
        wanted.bridges().forEach((name, bridge) -> {
            SimBridge found = bridges.get(name);
            if (found != null) {
                out.addAll(found.configure(bridge));
            }
        });
        write(wanted, statuses);
        return out;
    }

    private List<VswitchdEvent> removeBridges(VswitchConfig wanted) {
        List<VswitchdEvent> out = new ArrayList<>();
        for (String name : List.copyOf(bridges.keySet())) {
            VswitchConfig.Bridge left = wanted.bridges().get(name);
            SimBridge bridge = bridges.get(name);
            if (left == null || (bridge != null && !left.datapathType().equals(bridge.datapathType()))) {
                bridges.remove(name);
                out.add(new VswitchdEvent.BridgeRemoved(name));
            }
        }
        return out;
    }

    private void addBridges(VswitchConfig wanted, List<VswitchdEvent> out) {
        for (VswitchConfig.Bridge bridge : wanted.bridges().values()) {
            if (!bridges.containsKey(bridge.name())) {
                bridges.put(bridge.name(), new SimBridge(bridge));
                out.add(new VswitchdEvent.BridgeAdded(bridge.name(), bridge.datapathId(), bridge.standalone()));
            }
        }
    }

    /** Those first that ask for a number. */
    private void addPorts(VswitchConfig.Bridge wanted, Map<UUID, Status> statuses, List<VswitchdEvent> out, long now) {
        SimBridge bridge = bridges.get(wanted.name());
        if (bridge == null) {
            return;
        }
        List<VswitchConfig.Face> order = new ArrayList<>(wanted.ports().values().stream()
                .filter(face -> face.requested() > 0)
                .toList());
        wanted.ports().values().stream().filter(face -> face.requested() == 0).forEach(order::add);
        for (VswitchConfig.Face face : order) {
            if (bridge.ports().containsKey(face.name())) {
                continue;
            }
            Optional<String> objection = devices.objection(face, allPorts());
            if (objection.isEmpty()) {
                out.add(bridge.addPort(face, now));
                continue;
            }
            if (objection.get().contains(Devices.NOT_ADDED)) {
                bridge.wasteNumber(face, now);
            }
            if (face.row() != null) {
                statuses.put(face.row(), refused(objection.get()));
            }
        }
    }

    /** Of the ports that are there. */
    private void describePorts(VswitchConfig.Bridge wanted, Map<UUID, Status> statuses) {
        SimBridge bridge = bridges.get(wanted.name());
        if (bridge == null) {
            return;
        }
        for (VswitchConfig.Face face : wanted.ports().values()) {
            SimBridge.Plugged port = bridge.ports().get(face.name());
            if (face.row() != null && port != null) {
                statuses.put(face.row(), plugged(face, port));
            }
        }
    }

    private List<SimBridge.Plugged> allPorts() {
        List<SimBridge.Plugged> out = new ArrayList<>();
        bridges.values().forEach(bridge -> out.addAll(bridge.ports().values()));
        return out;
    }

    private static Status refused(String why) {
        Map<String, OvsdbValue> out = new HashMap<>();
        out.put("ofport", OvsdbValue.of(-1));
        out.put("error", OvsdbValue.of(why));
        for (String column : List.of("admin_state", "link_state", "mac_in_use", "mtu", "ifindex", "link_speed")) {
            out.put(column, OvsdbValue.NONE);
        }
        return new Status(out);
    }

    private Status plugged(VswitchConfig.Face face, SimBridge.Plugged port) {
        Map<String, OvsdbValue> out = new HashMap<>();
        out.put("ofport", OvsdbValue.of(port.number()));
        out.put("error", OvsdbValue.NONE);
        out.put("admin_state", OvsdbValue.of("up"));
        out.put("link_state", OvsdbValue.of("up"));
        out.put("mtu", face.type().equals("system") ? OvsdbValue.of(1500) : OvsdbValue.NONE);
        out.put("ifindex", OvsdbValue.of(0));
        out.put(
                "link_speed",
                devices.speed(face.name()).isPresent()
                        ? OvsdbValue.of(devices.speed(face.name()).getAsLong())
                        : OvsdbValue.NONE);
        return new Status(out);
    }

    private void write(VswitchConfig wanted, Map<UUID, Status> statuses) {
        Map<UUID, Map<String, OvsdbValue>> before = new HashMap<>();
        database.change(rows -> {
            TableLayout faces = database.schema().table("Interface");
            statuses.forEach((uuid, status) -> {
                StoredRow row = rows.find(faces, uuid);
                if (row != null) {
                    Map<String, OvsdbValue> held = new HashMap<>();
                    status.columns().keySet().forEach(column -> held.put(column, row.get(column)));
                    before.put(uuid, held);
                    Map<String, OvsdbValue> view = late ? copy.getOrDefault(uuid, held) : held;
                    rows.change(written(row, status.columns(), view));
                }
            });
            TableLayout bridgeTable = database.schema().table("Bridge");
            wanted.bridges().values().forEach(bridge -> {
                StoredRow row = rows.find(bridgeTable, bridge.row());
                if (row != null) {
                    rows.change(written(row, bridgeStatus(bridge), Map.of()));
                }
            });
            for (StoredRow root : database.stored("Open_vSwitch").rows()) {
                rows.change(written(root, rootStatus(root), Map.of()));
            }
        });
        copy = before;
        late = false;
    }

    private static Map<String, OvsdbValue> bridgeStatus(VswitchConfig.Bridge bridge) {
        return Map.of(
                "datapath_id",
                OvsdbValue.of(String.format("%016x", bridge.datapathId())),
                "datapath_version",
                OvsdbValue.of("<built-in>"));
    }

    private Map<String, OvsdbValue> rootStatus(StoredRow root) {
        Map<String, OvsdbValue> out = new HashMap<>();
        out.put("cur_cfg", root.get("next_cfg"));
        out.put("datapath_types", OvsdbValue.texts(DATAPATH_TYPES));
        out.put("iface_types", OvsdbValue.texts(INTERFACE_TYPES));
        if (!countsStatistics(root)) {
            out.put("statistics", OvsdbValue.EMPTY_MAP);
        }
        return out;
    }

    private static boolean countsStatistics(StoredRow root) {
        return VswitchConfig.map(root, "other_config")
                .getOrDefault("enable-statistics", "false")
                .equals("true");
    }

    /** What it writes every five seconds: who is connected, and, where that is wanted, what it counts of the machine. */
    public void writeStatistics() {
        if (!running) {
            return;
        }
        VswitchConfig wanted = VswitchConfig.read(database);
        database.change(rows -> {
            TableLayout table = database.schema().table("Controller");
            wanted.bridges()
                    .forEach((name, bridge) -> bridge.controllers().forEach((target, each) -> {
                        StoredRow row = rows.find(table, each.row());
                        SimBridge found = bridges.get(name);
                        if (row != null && found != null) {
                            rows.change(written(row, controllerStatus(found, target), Map.of()));
                        }
                    }));
            for (StoredRow root : database.stored("Open_vSwitch").rows()) {
                if (countsStatistics(root)) {
                    rows.change(written(root, Map.of("statistics", OvsdbValue.map(statistics)), Map.of()));
                }
            }
        });
    }

    private static Map<String, OvsdbValue> controllerStatus(SimBridge bridge, String target) {
        boolean connected = bridge.isConnected(target);
        return Map.of(
                "is_connected",
                OvsdbValue.of(new Atom.Bool(connected)),
                "role",
                connected ? OvsdbValue.of(bridge.role(target)) : OvsdbValue.NONE,
                "status",
                OvsdbValue.map(Map.of("state", connected ? "ACTIVE" : "BACKOFF")));
    }

    /** @param view what it takes a column to hold; what equals that is not written */
    private static StoredRow written(StoredRow row, Map<String, OvsdbValue> columns, Map<String, OvsdbValue> view) {
        OvsdbValue[] values = row.values();
        columns.forEach((column, value) -> {
            if (!value.equals(view.get(column))) {
                int position = row.table().position(column);
                values[position] = row.table().shared(position, value);
            }
        });
        return row.with(values);
    }
}
