package dev.heddle.ovs.ovsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.ovs.testing.DummyOvs;
import dev.heddle.ovs.testing.OvsdbClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random transactions by several clients whose connections are cut at random: a watcher's replica equals what ovsdb-client
 * dumps, and no update ever shows one half of a transaction.
 */
class ReplicaPropertyTest {
    private static final MonitorRequest WATCHED = MonitorRequest.NOTHING
            .with("Open_vSwitch", "bridges", "external_ids", "other_config")
            .with("Bridge", "name", "ports", "fail_mode", "stp_enable", "flood_vlans", "external_ids")
            .with("Port", "name", "interfaces", "tag", "trunks", "other_config")
            .with("Interface", "name", "type", "options", "ofport_request", "mtu_request")
            .with("QoS", "type", "queues", "external_ids")
            .with("Queue", "dscp", "other_config", "external_ids");

    private static final int WRITERS = 3;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void replicaEqualsDump(long seed) {
        run(seed, 150);
    }

    @Test
    @Tag("soak")
    void replicaEqualsDumpForLong() {
        for (long seed = 100; seed < 130; seed++) {
            run(seed, 2000);
        }
    }

    private static void run(long seed, int steps) {
        Random random = new Random(seed);
        try (DummyOvs ovs = DummyOvs.start()) {
            ovs.killVswitchd();
            List<OvsdbClient> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(OvsdbClient.unix(ovs.databaseSocket()));
            }
            Watcher watcher = new Watcher(ovs, null);
            watcher.writer().transact(pair(0, true));
            for (int step = 1; step <= steps; step++) {
                int which = random.nextInt(WRITERS);
                OvsdbClient writer = writers.get(which);
                List<Operation> operations = switch (random.nextInt(6)) {
                    case 0 -> pair(step, false);
                    case 1 -> bridge("n" + random.nextInt(12));
                    case 2 -> removeSome(random, watcher.replica());
                    default -> List.of(operation(random), operation(random));
                };
                writer.session().transact("Open_vSwitch", operations, System.nanoTime());
                writer.pump(0);
                if (random.nextInt(20) == 0) {
                    writer.close();
                    writers.set(which, OvsdbClient.unix(ovs.databaseSocket()));
                } else {
                    drain(writer);
                }
                watcher.look(seed, step);
                if (random.nextInt(40) == 0) {
                    watcher.close();
                    watcher = new Watcher(ovs, watcher.replica());
                }
                if (step % 50 == 0) {
                    watcher.mustEqualDump(seed, step);
                }
            }
            long committed = writers.stream()
                    .flatMap(writer -> writer.events().stream())
                    .filter(event -> event instanceof OvsdbEvent.Replied replied
                            && replied.result() instanceof OvsdbResult.Transacted)
                    .count();
            assertThat(committed).as("seed %d: committed transactions", seed).isGreaterThan(0);
            writers.forEach(OvsdbClient::close);
            watcher.close();
        }
    }

    /** Both rows get the same number in one transaction. */
    private static List<Operation> pair(int number, boolean first) {
        OvsdbValue value = OvsdbValue.map(Map.of("pair", Integer.toString(number)));
        Operation other = first
                ? Operation.insert("QoS", "", Map.of("type", OvsdbValue.of("pair"), "external_ids", value))
                : Operation.update(
                        "QoS", Map.of("external_ids", value), Condition.equal("type", OvsdbValue.of("pair")));
        return List.of(Operation.update("Open_vSwitch", Map.of("other_config", value)), other);
    }

    /** Three rows that name each other before they have ids; refused where the name is taken. */
    private static List<Operation> bridge(String name) {
        return List.of(
                Operation.insert("Interface", "i", Map.of("name", OvsdbValue.of(name))),
                Operation.insert("Port", "p", Map.of("name", OvsdbValue.of(name), "interfaces", OvsdbValue.named("i"))),
                Operation.insert("Bridge", "b", Map.of("name", OvsdbValue.of(name), "ports", OvsdbValue.named("p"))),
                Operation.mutate("Open_vSwitch", List.of(Mutation.insert("bridges", OvsdbValue.named("b")))));
    }

    /** Takes a bridge out of the root row, or all Queues out of the QoS; the server collects what hangs on it. */
    private static List<Operation> removeSome(Random random, Replica replica) {
        List<UUID> bridges = replica.rows("Bridge").stream().map(Row::uuid).toList();
        List<Mutation> mutations = bridges.isEmpty()
                ? List.of()
                : List.of(Mutation.delete("bridges", OvsdbValue.of(bridges.get(random.nextInt(bridges.size())))));
        TreeMap<Atom, Atom> queues = new TreeMap<>();
        replica.rows("Queue").stream()
                .limit(random.nextInt(4))
                .forEach(row -> queues.put(new Atom.Int(queues.size()), new Atom.Ref(row.uuid())));
        return List.of(
                Operation.mutate("Open_vSwitch", mutations),
                Operation.update("QoS", Map.of("queues", new OvsdbValue.MapOf(queues))));
    }

    private static Operation operation(Random random) {
        String name = "n" + random.nextInt(12);
        OvsdbValue pairs = OvsdbValue.map(Map.of("k" + random.nextInt(4), "v" + random.nextInt(3)));
        OvsdbValue keys = OvsdbValue.texts(List.of("k" + random.nextInt(4)));
        Condition named = Condition.equal("name", OvsdbValue.of(name));
        Condition dscp = Condition.equal("dscp", OvsdbValue.of(random.nextInt(5)));
        return switch (random.nextInt(12)) {
            case 0, 1 ->
                Operation.insert("Queue", "", Map.of("dscp", OvsdbValue.of(random.nextInt(5)), "other_config", pairs));
            case 2 -> Operation.delete("Queue", dscp);
            case 3 -> Operation.update("Queue", Map.of("dscp", OvsdbValue.NONE), dscp);
            case 4 -> Operation.mutate("Queue", List.of(Mutation.delete("external_ids", keys)));
            case 5 -> Operation.mutate("Queue", List.of(Mutation.insert("external_ids", pairs)), dscp);
            case 6 ->
                Operation.update(
                        "Bridge",
                        Map.of("fail_mode", OvsdbValue.of("secure"), "stp_enable", OvsdbValue.of(true)),
                        named);
            case 7 ->
                Operation.update(
                        "Bridge", Map.of("fail_mode", OvsdbValue.NONE, "stp_enable", OvsdbValue.of(false)), named);
            case 8 -> Operation.mutate("Port", List.of(Mutation.insert("trunks", numbers(random))), named);
            case 9 -> Operation.mutate("Port", List.of(Mutation.delete("trunks", numbers(random))));
            case 10 ->
                Operation.update(
                        "Interface", Map.of("options", pairs, "ofport_request", OvsdbValue.of(1 + random.nextInt(9))));
            default ->
                Operation.mutate(
                        "Open_vSwitch",
                        List.of(Mutation.delete("external_ids", keys), Mutation.insert("external_ids", pairs)));
        };
    }

    private static OvsdbValue numbers(Random random) {
        return new OvsdbValue.SetOf(List.of(new Atom.Int(random.nextInt(9)), new Atom.Int(random.nextInt(9))));
    }

    private static void drain(OvsdbClient client) {
        client.pumpUntil("answers", () -> client.session().free() == OvsdbLimits.DEFAULT.maxOutstanding());
    }

    /** Watches by turns in every way, and goes on with the replica that the one before it left. */
    private static final class Watcher {
        private static int made;

        private final OvsdbClient client;
        private final DummyOvs ovs;
        private final Replica replica;
        private int seen;

        Watcher(DummyOvs ovs, @Nullable Replica left) {
            this.ovs = ovs;
            client = OvsdbClient.unix(ovs.databaseSocket());
            Schema schema = client.schema();
            MonitorMethod[] methods = MonitorMethod.values();
            MonitorMethod method = methods[made++ % methods.length];
            OvsdbResult result = client.call(session -> left == null
                    ? session.monitor(method, schema, WATCHED, System.nanoTime())
                    : session.resume(method, left, schema, WATCHED, System.nanoTime()));
            replica = ((OvsdbResult.Monitoring) result).replica();
        }

        OvsdbClient writer() {
            return client;
        }

        Replica replica() {
            return replica;
        }

        void close() {
            client.close();
        }

        /** Takes what has come and looks at both sides of the pair after it. */
        void look(long seed, int step) {
            client.pump(0);
            assertThat(client.session().isOpen())
                    .as("seed %d step %d: %s", seed, step, client.events())
                    .isTrue();
            List<OvsdbEvent> events = client.events();
            for (OvsdbEvent event : events.subList(seen, events.size())) {
                if (event instanceof OvsdbEvent.Changed(Replica _, List<RowChange> changes)) {
                    List<String> numbers = changes.stream()
                            .filter(change -> change.table().equals("Open_vSwitch")
                                    || change.table().equals("QoS"))
                            .map(change -> pairOf(change.before()) + ">" + pairOf(change.after()))
                            .filter(moved -> !moved.split(">")[0].equals(moved.split(">")[1]))
                            .distinct()
                            .toList();
                    assertThat(numbers)
                            .as("seed %d step %d: both or none", seed, step)
                            .hasSizeLessThan(2);
                    long moved = changes.stream()
                            .filter(change -> !pairOf(change.before()).equals(pairOf(change.after())))
                            .count();
                    assertThat(moved)
                            .as("seed %d step %d: rows of the pair", seed, step)
                            .isIn(0L, 2L);
                }
            }
            seen = events.size();
        }

        private static String pairOf(@Nullable Row row) {
            if (row == null) {
                return "none";
            }
            String here = row.map("external_ids").get("pair");
            return here != null ? here : row.map("other_config").getOrDefault("pair", "none");
        }

        void mustEqualDump(long seed, int step) {
            Map<String, Map<String, String>> dumped = new TreeMap<>();
            WATCHED.tables()
                    .forEach((table, request) -> dumped.put(table, OvsdbDump.of(ovs, table, request.columns())));
            Map<String, Map<String, String>> mine = new TreeMap<>();
            client.pumpUntil("the replica to equal the dump, seed " + seed + " step " + step, () -> {
                WATCHED.tables().keySet().forEach(table -> mine.put(table, OvsdbDump.text(replica.rows(table))));
                return mine.equals(dumped);
            });
        }
    }
}
