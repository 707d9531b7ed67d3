package dev.heddle.simulator.ovsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.ovs.ovsdb.Condition;
import dev.heddle.ovs.ovsdb.Mutation;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OvsdbResult;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.Row;
import dev.heddle.ovs.testing.DummyOvs;
import dev.heddle.ovs.testing.OvsdbClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same random configuration to a real ovs-vswitchd and to ours, restarts included: the same port numbers, the same errors, and
 * flows that are flushed at the same moments.
 */
class VswitchdComparisonTest {
    private static final List<String> BRIDGES = List.of("hb0", "hb1");
    private static final List<String> NAMES = List.of("hp1", "hp2", "hp3", "hp4", "hp5");
    private static final List<String> TYPES =
            List.of("dummy", "dummy", "dummy", "internal", "vxlan", "vxlan", "geneve", "patch", "nonsense", "");

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void numbers_errors_and_flushes(long seed) {
        assertThat(run(seed, 120, false)).isEqualTo(120);
    }

    @Test
    @Tag("soak")
    void for_long() {
        int compared = 0;
        for (long seed = 100; seed < 120; seed++) {
            compared += run(seed, 1000, true);
        }
        assertThat(compared).isGreaterThan(500);
    }

    /**
     * How many steps were the same.
     *
     * @param untilHashed ends before a step in which several ports are new: the real one takes them in the order of hashes
     */
    private static int run(long seed, int steps, boolean untilHashed) {
        Random random = new Random(seed);
        HostDatabase host = HostDatabase.create("dummy", seed);
        try (DummyOvs ovs = DummyOvs.startWithTunnels("dummy");
                OvsdbClient client = OvsdbClient.unix(ovs.databaseSocket())) {
            TreeSet<String> bridges = new TreeSet<>();
            TreeMap<String, Integer> kinds = new TreeMap<>();
            for (int step = 1; step <= steps; step++) {
                for (String bridge : bridges) {
                    ovs.ofctl("add-flow", bridge, "table=9,actions=drop");
                }
                TreeSet<String> before = new TreeSet<>(bridges);
                List<VswitchdEvent> events;
                String what;
                if (random.nextInt(25) == 0) {
                    what = "restart";
                    ovs.killVswitchd();
                    ovs.startVswitchd();
                    host.vswitchd().stop();
                    host.vswitchd().start();
                    transact(client, host, List.of());
                } else {
                    List<Operation> operations = operations(random, host);
                    what = operations.toString();
                    transact(client, host, operations);
                }
                events = host.vswitchd().run(step);
                bridges.clear();
                host.database().rows("Bridge").forEach(row -> bridges.add(row.text("name")));
                if (untilHashed && several(events, faces(host.database().rows("Interface")))) {
                    return step - 1;
                }
                assertThat(faces(host.database().rows("Interface")))
                        .as("seed %d step %d after %s", seed, step, what)
                        .isEqualTo(faces(rows(client, "Interface", "name", "ofport", "error")));
                for (String bridge : before) {
                    if (bridges.contains(bridge)) {
                        boolean gone = !ovs.ofctl("dump-flows", bridge).contains("table=9");
                        assertThat(flushed(events, bridge))
                                .as("seed %d step %d: flows of %s after %s: %s", seed, step, bridge, what, events)
                                .isEqualTo(gone);
                    }
                }
                events.forEach(event -> kinds.merge(event.getClass().getSimpleName(), 1, Integer::sum));
            }
            assertThat(kinds)
                    .as("seed %d", seed)
                    .containsKeys("BridgeAdded", "BridgeRemoved", "PortAdded", "PortRemoved", "FlowsFlushed", "Dial");
        }
        return steps;
    }

    /** Whether several ports asked for a number at once, those among them that came too late for a device. */
    private static boolean several(List<VswitchdEvent> events, Map<String, String> faces) {
        long added = events.stream()
                .filter(VswitchdEvent.PortAdded.class::isInstance)
                .count();
        long late = faces.values().stream()
                .filter(got -> got.contains("File exists"))
                .count();
        return added + late > 1;
    }

    private static boolean flushed(List<VswitchdEvent> events, String bridge) {
        return events.stream()
                .anyMatch(event -> event.bridge().equals(bridge)
                        && (event instanceof VswitchdEvent.FlowsFlushed || event instanceof VswitchdEvent.BridgeAdded));
    }

    /** To both, and until the real one has done it; refused by both or by none. */
    private static void transact(OvsdbClient client, HostDatabase host, List<Operation> operations) {
        List<Operation> all = new ArrayList<>();
        operations.forEach(each -> all.add(withId(each)));
        all.add(Operation.mutate(
                "Open_vSwitch", List.of(new Mutation("next_cfg", Mutation.Mutator.ADD, OvsdbValue.of(1)))));
        boolean theirs = client.transact(all) instanceof OvsdbResult.Transacted;
        boolean ours = host.database().transact(all) instanceof OvsdbResult.Transacted;
        assertThat(ours).as("accepted: %s", operations).isEqualTo(theirs);
        DummyOvs.await("ovs-vswitchd to be done", () -> {
            Row root = rows(client, "Open_vSwitch", "next_cfg", "cur_cfg").getFirst();
            return root.get("next_cfg").equals(root.get("cur_cfg"));
        });
    }

    /** So that a row has one id in both databases. */
    private static Operation withId(Operation operation) {
        return operation instanceof Operation.Insert insert
                ? new Operation.Insert(insert.table(), insert.row(), insert.uuidName(), Optional.of(UUID.randomUUID()))
                : operation;
    }

    private static List<Row> rows(OvsdbClient client, String table, String... columns) {
        OvsdbResult result = client.transact(new Operation.Select(table, List.of(), List.of(columns)));
        return ((dev.heddle.ovs.ovsdb.OperationResult.Selected)
                        ((OvsdbResult.Transacted) result).results().getFirst())
                .rows();
    }

    /** Each interface's number and error; that a patch port has no peer is told now and then. */
    private static Map<String, String> faces(List<Row> rows) {
        TreeMap<String, String> out = new TreeMap<>();
        rows.forEach(row -> out.put(
                row.text("name"),
                row.number("ofport").orElse(0) + " " + row.text("error").replaceFirst("^No usable peer.*", "")));
        return out;
    }

    private static List<Operation> operations(Random random, HostDatabase host) {
        List<String> bridges = host.database().rows("Bridge").stream()
                .map(row -> row.text("name"))
                .toList();
        List<String> names = host.database().rows("Interface").stream()
                .map(row -> row.text("name"))
                .filter(name -> !BRIDGES.contains(name))
                .toList();
        // each try takes a number, before or after that of a port that is new
        List<String> colliding = host.database().rows("Interface").stream()
                .filter(row -> row.text("error").contains("File exists"))
                .map(row -> row.text("name"))
                .toList();
        if (!colliding.isEmpty()) {
            return removePort(host, colliding.getFirst());
        }
        if (bridges.isEmpty() || random.nextInt(20) == 0) {
            return addBridge(BRIDGES.get(random.nextInt(2)), random);
        }
        String bridge = bridges.get(random.nextInt(bridges.size()));
        Condition isBridge = Condition.equal("name", OvsdbValue.of(bridge));
        String free =
                NAMES.stream().filter(name -> !names.contains(name)).findFirst().orElse("");
        int choice = random.nextInt(20);
        if (names.isEmpty() || (choice < 7 && !free.isEmpty())) {
            return addPort(isBridge, free, random);
        }
        String name = names.get(random.nextInt(names.size()));
        Condition isFace = Condition.equal("name", OvsdbValue.of(name));
        return switch (choice) {
            case 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 -> removePort(host, name);
            case 10, 11, 12 ->
                List.of(Operation.update(
                        "Interface",
                        Map.of(
                                "ofport_request",
                                random.nextInt(4) == 0 ? OvsdbValue.NONE : OvsdbValue.of(1 + random.nextInt(6))),
                        isFace));
            case 13 -> List.of(Operation.update("Interface", face(name, random), isFace));
            case 14 ->
                List.of(Operation.update(
                        "Bridge",
                        Map.of("other_config", OvsdbValue.map(Map.of("datapath-id", "00000000000000" + step(random)))),
                        isBridge));
            case 15 ->
                List.of(Operation.update(
                        "Bridge",
                        Map.of("fail_mode", random.nextBoolean() ? OvsdbValue.of("secure") : OvsdbValue.NONE),
                        isBridge));
            case 16 -> removeBridge(host, bridge);
            case 17 -> List.of(Operation.update("Bridge", Map.of("controller", OvsdbValue.NONE), isBridge));
            default ->
                List.of(
                        Operation.insert(
                                "Controller",
                                "c",
                                Map.of(
                                        "target",
                                        OvsdbValue.of(
                                                random.nextInt(4) == 0
                                                        ? "ptcp:0:127.0.0.1"
                                                        : "tcp:127.0.0.1:" + (1 + random.nextInt(2))))),
                        random.nextBoolean()
                                ? Operation.update("Bridge", Map.of("controller", OvsdbValue.named("c")), isBridge)
                                : Operation.mutate(
                                        "Bridge",
                                        List.of(Mutation.insert("controller", OvsdbValue.named("c"))),
                                        isBridge));
        };
    }

    private static int step(Random random) {
        return 10 + random.nextInt(90);
    }

    private static List<Operation> addBridge(String name, Random random) {
        return List.of(
                Operation.insert(
                        "Interface", "i", Map.of("name", OvsdbValue.of(name), "type", OvsdbValue.of("internal"))),
                Operation.insert("Port", "p", Map.of("name", OvsdbValue.of(name), "interfaces", OvsdbValue.named("i"))),
                Operation.insert(
                        "Bridge",
                        "b",
                        Map.of(
                                "name", OvsdbValue.of(name),
                                "ports", OvsdbValue.named("p"),
                                "datapath_type", OvsdbValue.of("dummy"),
                                "fail_mode", OvsdbValue.of(random.nextBoolean() ? "secure" : "standalone"))),
                Operation.mutate("Open_vSwitch", List.of(Mutation.insert("bridges", OvsdbValue.named("b")))));
    }

    private static List<Operation> addPort(Condition isBridge, String name, Random random) {
        TreeMap<String, OvsdbValue> face = new TreeMap<>(face(name, random));
        face.put("name", OvsdbValue.of(name));
        if (random.nextInt(4) == 0) {
            face.put("ofport_request", OvsdbValue.of(1 + random.nextInt(6)));
        }
        return List.of(
                Operation.insert("Interface", "i", face),
                Operation.insert("Port", "p", Map.of("name", OvsdbValue.of(name), "interfaces", OvsdbValue.named("i"))),
                Operation.mutate("Bridge", List.of(Mutation.insert("ports", OvsdbValue.named("p"))), isBridge));
    }

    private static Map<String, OvsdbValue> face(String name, Random random) {
        String type = TYPES.get(random.nextInt(TYPES.size()));
        TreeMap<String, String> options = new TreeMap<>();
        if (type.equals("vxlan") || type.equals("geneve")) {
            if (random.nextInt(6) > 0) {
                options.put("remote_ip", random.nextInt(3) > 0 ? "flow" : "192.0.2." + random.nextInt(3));
            }
            options.put("key", random.nextInt(3) > 0 ? "flow" : Integer.toString(random.nextInt(3)));
            if (random.nextInt(3) == 0) {
                options.put("dst_port", "4800");
            }
        }
        if (type.equals("patch") && random.nextBoolean()) {
            options.put("peer", name + "-peer");
        }
        return Map.of("type", OvsdbValue.of(type), "options", OvsdbValue.map(options));
    }

    private static List<Operation> removePort(HostDatabase host, String name) {
        return host.database().rows("Port").stream()
                .filter(row -> row.text("name").equals(name))
                .<Operation>map(row ->
                        Operation.mutate("Bridge", List.of(Mutation.delete("ports", OvsdbValue.of(row.uuid())))))
                .toList();
    }

    private static List<Operation> removeBridge(HostDatabase host, String name) {
        return host.database().rows("Bridge").stream()
                .filter(row -> row.text("name").equals(name))
                .<Operation>map(row -> Operation.mutate(
                        "Open_vSwitch", List.of(Mutation.delete("bridges", OvsdbValue.of(row.uuid())))))
                .toList();
    }
}
