package dev.heddle.simulator.whole;

import dev.heddle.compiler.Cookie;
import dev.heddle.controller.reconcile.contract.HostContract;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.Match;
import dev.heddle.flow.Octets;
import dev.heddle.ovs.openflow.FlowMod;
import dev.heddle.ovs.openflow.GroupMod;
import dev.heddle.ovs.openflow.OfError;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.ovsdb.Condition;
import dev.heddle.ovs.ovsdb.Mutation;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.Row;
import dev.heddle.simulator.openflow.SimSwitch;
import dev.heddle.simulator.ovsdb.DatabaseSchema;
import dev.heddle.simulator.ovsdb.SimDatabase;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One host: its database and switch, the interfaces of its workloads, and its two connections to the controller. */
final class SimulatedHost {
    private static final long REDIAL_NANOS = 1_000_000_000L;
    private static final long SOON_NANOS = 100_000_000;
    private static final int DROP_TABLE = 40;

    /** A flow of somebody's own that no packet of a workload meets. */
    private static final int LLDP = 0x88cc;

    private final int index;
    private final Timeline time;
    private final SplittableRandom random;
    private final Supplier<@Nullable Life> life;
    private final Bindings bindings;
    private final Link link;
    private final SimDatabase database;
    private final SimSwitch bridge;
    private final Vswitchd vswitchd;
    private final ForeignRows foreignRows;
    private final Map<Flow.Key, Flow> foreign = new HashMap<>();

    /** Flows that others put in the place of the controller's: theirs to keep where the program has no flow of that key. */
    private final Set<Flow> substitutes = new HashSet<>();

    private @Nullable BridgeEnd bridgeEnd;
    private @Nullable DatabaseEnd databaseEnd;
    private long handVersion = -1;
    private int refuseAt = -1;
    private int dials;

    /** Whether the next dial is the first of a process. */
    private boolean soon;

    /** @param life the controller's process, null while there is none */
    SimulatedHost(int index, Timeline time, SplittableRandom random, Supplier<@Nullable Life> life, Bindings bindings) {
        this.index = index;
        this.time = time;
        this.random = random;
        this.life = life;
        this.bindings = bindings;
        this.link = new Link(time, random.split());
        this.database = new SimDatabase(DatabaseSchema.vswitch(), random.nextLong());
        this.bridge = new SimSwitch(HostContract.datapathId(Declared.systemId(index)), time::nanoTime);
        bridge.refuse(this::fault);
        this.vswitchd = new Vswitchd(time, random.split(), database, bridge, this::pump);
        this.foreignRows = new ForeignRows(database);
        transact(List.of(Operation.insert(
                "Open_vSwitch",
                "root",
                Map.of("external_ids", OvsdbValue.map(Map.of("system-id", Declared.systemId(index)))))));
    }

    String name() {
        return Declared.hostName(index);
    }

    Link link() {
        return link;
    }

    /** Keeps both connections up from now on. */
    void start() {
        dialDatabase();
        dialBridge();
    }

    // ---- workloads

    /** Names of the interfaces that begin so. */
    List<String> ifaces(String prefix) {
        return vswitchd.faces().keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    /** Nothing where the bridge is not there, or has the interface. */
    void plug(String iface, String ifaceId) {
        Row row = bridgeRow();
        if (row != null && !vswitchd.faces().containsKey(iface)) {
            Map<String, OvsdbValue> face =
                    Map.of("name", OvsdbValue.of(iface), "external_ids", OvsdbValue.map(Map.of("iface-id", ifaceId)));
            transact(List.of(
                    Operation.insert("Interface", "face", face),
                    Operation.insert(
                            "Port",
                            "port",
                            Map.of("name", OvsdbValue.of(iface), "interfaces", OvsdbValue.named("face"))),
                    Operation.mutate(
                            "Bridge",
                            List.of(Mutation.insert("ports", OvsdbValue.named("port"))),
                            Condition.row(row.uuid()))));
        }
    }

    void unplug(String iface) {
        Row row = bridgeRow();
        Row face = vswitchd.faces().get(iface);
        Row port = database.named("Port", iface);
        if (row != null && port != null && face != null) {
            bindings.went(name(), face.map("external_ids").getOrDefault("iface-id", ""));
            transact(List.of(Operation.mutate(
                    "Bridge",
                    List.of(Mutation.delete("ports", OvsdbValue.of(port.uuid()))),
                    Condition.row(row.uuid()))));
        }
    }

    private void transact(List<Operation> operations) {
        foreignRows.change(() -> database.transact(operations, time.nanoTime()));
        pump();
    }

    private @Nullable Row bridgeRow() {
        return database.named("Bridge", "br-int");
    }

    // ---- faults

    void cutBridge() {
        if (bridgeEnd != null) {
            bridgeEnd.cut("connection reset");
        }
    }

    void cutDatabase() {
        if (databaseEnd != null) {
            databaseEnd.cut("connection reset");
        }
    }

    void cut(String why) {
        if (bridgeEnd != null) {
            bridgeEnd.cut(why);
        }
        if (databaseEnd != null) {
            databaseEnd.cut(why);
        }
    }

    void restartSwitch() {
        vswitchd.ports().values().forEach(iface -> bindings.went(name(), iface.ifaceId()));
        foreign.clear();
        handVersion = -1;
        soon = true;
        vswitchd.restart();
        pump();
    }

    void loseTunnelNumber() {
        vswitchd.loseTunnelNumber();
        pump();
    }

    void restartDatabase() {
        database.restart();
        pump();
    }

    /** The n-th message that changes flows or groups from now on is refused. */
    void refuse(int message) {
        refuseAt = message;
    }

    /** Whether something is still to be refused. */
    boolean willRefuse() {
        return refuseAt >= 0;
    }

    private @Nullable OfError fault(OfMessage message) {
        return refuseAt >= 0 && refuseAt-- == 0 ? new OfError(5, 1, 0, Octets.EMPTY) : null;
    }

    void heal() {
        link.heal();
        refuseAt = -1;
    }

    // ---- others' hands

    /** Somebody adds a flow that drops, where none is. */
    void addForeign(int pick) {
        Flow flow = dropping(DROP_TABLE + pick % 3, pick);
        if (bridge.flows().stream().noneMatch(f -> f.key().equals(flow.key()))) {
            foreign.put(flow.key(), flow);
            byHand(List.of(FlowMod.add(flow)));
        }
    }

    /** Somebody writes what is theirs into the database. */
    void changeRows(Act.Place place, int pick) {
        transact(ForeignHand.operations(database, place, pick));
    }

    /** What in the database is not as others left it, in words. */
    Optional<String> spoiltRow() {
        return foreignRows.spoilt();
    }

    /** What the switch shall refuse is the controller's. */
    private void byHand(List<OfMessage> messages) {
        bridge.refuse(message -> null);
        bridge.edit(messages);
        bridge.refuse(this::fault);
        handVersion = bridge.version();
        pump();
    }

    /** Whether the switch is as others' hands left it. */
    boolean changedByHand() {
        return handVersion == bridge.version();
    }

    private static Flow dropping(int table, int pick) {
        return new Flow(
                table, 1000 + pick, Match.builder().eq(Field.ETH_TYPE, LLDP).build(), pick, List.of());
    }

    void edit(Act.Hand how, int pick) {
        List<Flow> ours =
                bridge.flows().stream().filter(f -> Cookie.ours(f.cookie())).toList();
        Flow flow = ours.isEmpty() ? null : ours.get(pick % ours.size());
        List<Group> groups = bridge.groups();
        List<OfMessage> messages = new ArrayList<>();
        switch (how) {
            case DELETE_FLOW -> {
                if (flow != null) {
                    messages.add(FlowMod.deleteStrict(flow));
                }
            }
            case MAKE_FLOW_DROP -> {
                if (flow != null) {
                    Flow instead = new Flow(flow.table(), flow.priority(), flow.match(), pick, List.of());
                    substitutes.add(instead);
                    messages.add(FlowMod.add(instead));
                }
            }
            case FORGE_FLOW -> {
                if (flow != null) {
                    messages.add(FlowMod.add(new Flow(
                            DROP_TABLE,
                            2000 + pick,
                            Match.builder().eq(Field.ETH_TYPE, LLDP).build(),
                            flow.cookie(),
                            List.of())));
                }
            }
            case DELETE_GROUP -> {
                if (!groups.isEmpty()) {
                    messages.add(
                            GroupMod.delete(groups.get(pick % groups.size()).id()));
                }
            }
            case EMPTY_TABLES -> {
                foreign.clear();
                bridge.flows().forEach(f -> messages.add(FlowMod.deleteStrict(f)));
            }
        }
        if (!messages.isEmpty()) {
            byHand(messages);
        }
    }

    /** Flows that others added and that are to stay. */
    Collection<Flow> foreign() {
        return foreign.values();
    }

    /** Flows that others added and that may be there. */
    Set<Flow> substitutes() {
        return substitutes;
    }

    // ---- what there is

    /** Grows with all that {@link #view} tells. */
    long version() {
        return bridge.version() + vswitchd.version();
    }

    /** Grows with each change of the switch's flows and groups. */
    long switchVersion() {
        return bridge.version();
    }

    SwitchView view(Collection<Long> peers) {
        Integer tunnel = vswitchd.tunnel();
        return new SwitchView(
                name(),
                tunnel == null ? OptionalInt.empty() : OptionalInt.of(tunnel),
                new TreeMap<>(vswitchd.ports()),
                bridge.flows(),
                bridge.groups(),
                peers);
    }

    /** Whether its switch is not yet as its database says. */
    boolean isBehind() {
        return vswitchd.isBehind();
    }

    /** See {@link Vswitchd#hasLostNumber}. */
    boolean hasLostNumber() {
        return vswitchd.hasLostNumber();
    }

    /** Messages under way. */
    int waiting() {
        return (bridgeEnd == null ? 0 : bridgeEnd.waiting()) + (databaseEnd == null ? 0 : databaseEnd.waiting());
    }

    // ---- connections

    private void pump() {
        if (databaseEnd != null) {
            databaseEnd.pump();
        }
        if (bridgeEnd != null) {
            bridgeEnd.pump();
        }
    }

    private InetSocketAddress address() {
        return new InetSocketAddress("192.0.2." + (1 + index), 10_000 + dials++ % 50_000);
    }

    private void dialDatabase() {
        Life controller = life.get();
        if (controller == null || !link.isUp()) {
            time.after(redial(), this::dialDatabase);
            return;
        }
        DatabaseDriver there = controller.database(address());
        DatabaseEnd here = new DatabaseEnd(time, database.connect(time.nanoTime()), () -> {
            databaseEnd = null;
            time.after(redial(), this::dialDatabase);
        });
        databaseEnd = here;
        Wire wire = new Wire(time, random.split(), link, here, there);
        here.start(wire);
        there.start(wire);
    }

    private void dialBridge() {
        Life controller = life.get();
        if (controller == null || !link.isUp() || vswitchd.controller().isEmpty()) {
            time.after(redial(), this::dialBridge);
            return;
        }
        BridgeDriver there = controller.bridge(address());
        BridgeEnd here = new BridgeEnd(bridge.connect(), () -> {
            bridgeEnd = null;
            time.after(redial(), this::dialBridge);
        });
        bridgeEnd = here;
        Wire wire = new Wire(time, random.split(), link, here, there);
        here.start(wire);
        there.start(wire);
    }

    private long redial() {
        if (soon) {
            soon = false;
            return random.nextLong(SOON_NANOS);
        }
        return REDIAL_NANOS / 2 + random.nextLong(REDIAL_NANOS);
    }
}
