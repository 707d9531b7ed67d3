package dev.heddle.ovs.ovsdb.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.heddle.ovs.ovsdb.MonitorRequest;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OperationResult;
import dev.heddle.ovs.ovsdb.OvsdbLimits;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.Replica;
import dev.heddle.ovs.ovsdb.Row;
import dev.heddle.ovs.ovsdb.RowChange;
import dev.heddle.ovs.ovsdb.SchemaException;
import dev.heddle.ovs.ovsdb.client.OvsdbException.Kind;
import dev.heddle.ovs.testing.DummyOvs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The client against a real ovsdb-server. */
class OvsdbClientTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private static CompletionStage<List<OperationResult>> note(OvsdbClient client, String note) {
        return client.transact(
                Operation.update("Open_vSwitch", Map.of("external_ids", OvsdbValue.map(Map.of("note", note)))));
    }

    @Test
    void aTransactionThatWaitsIsGivenUpWhenItIsCancelled() {
        try (DummyOvs ovs = DummyOvs.start();
                OvsdbClient client = OvsdbClient.connect("unix:" + ovs.databaseSocket())) {
            Operation never = new Operation.Wait(
                    "Bridge",
                    List.of(),
                    List.of("name"),
                    true,
                    List.of(new TreeMap<>(Map.of("name", OvsdbValue.of("none")))),
                    OptionalLong.empty());
            CompletionStage<List<OperationResult>> waiting =
                    client.transact(never, Operation.insert("Queue", "", Map.of()));
            assertThat(OvsdbClient.await(client.transact(Operation.select("Queue")), SOON))
                    .containsExactly(new OperationResult.Selected(List.of()));
            assertThat(waiting.toCompletableFuture().cancel(false)).isTrue();
            OvsdbClient.await(client.serverId(), SOON);
            ovs.vsctl("--no-wait", "add-br", "none");
            assertThat(OvsdbClient.await(client.transact(Operation.select("Queue")), SOON))
                    .containsExactly(new OperationResult.Selected(List.of()));
        }
    }

    @Test
    void locksAreHeldByOneAndComeBackAfterAReconnect() {
        try (DummyOvs ovs = DummyOvs.start();
                OvsdbClient one = OvsdbClient.connect("unix:" + ovs.databaseSocket());
                OvsdbClient two = OvsdbClient.connect("unix:" + ovs.databaseSocket())) {
            List<Boolean> told = new CopyOnWriteArrayList<>();
            OvsdbLock first = one.lock("it", told::add);
            OvsdbClient.await(first.acquired(), SOON);
            OvsdbLock second = two.lock("it");
            OvsdbClient.await(two.serverId(), SOON);
            assertThat(second.held()).isFalse();
            OvsdbClient.await(one.transact(new Operation.Assert("it")), SOON);
            assertThatThrownBy(() -> OvsdbClient.await(two.transact(new Operation.Assert("it")), SOON))
                    .hasMessageContaining("not owner");

            OvsdbClient.await(second.steal(), SOON);
            assertThat(second.held()).isTrue();
            DummyOvs.await("the theft to be told", () -> !first.held());
            second.close();
            DummyOvs.await("the lock to come back", first::held);
            DummyOvs.await("each change to be told", () -> told.equals(List.of(true, false, true)));

            ovs.killOvsdb();
            DummyOvs.await("the lock to be lost", () -> !first.held());
            ovs.startOvsdb();
            DummyOvs.await("the lock to be held again", first::held);
        }
    }

    /** What is read is a point in time; a reconnect is one step, in which only what changed is told. */
    @Test
    void aWatchGoesOnAfterAReconnect() {
        try (DummyOvs ovs = DummyOvs.start();
                OvsdbClient client = OvsdbClient.connect("unix:" + ovs.databaseSocket())) {
            ovs.killVswitchd();
            List<String> told = new CopyOnWriteArrayList<>();
            MonitorRequest queues = MonitorRequest.NOTHING.with("Queue", "dscp");
            Watch watch = client.monitor(queues, new MonitorListener() {
                @Override
                public void changed(Replica replica, List<RowChange> changes) {
                    told.add(changes.size() + "/" + replica.rows("Queue").size());
                }

                @Override
                public void disconnected(String why) {
                    told.add("disconnected");
                }
            });
            OvsdbClient.await(watch.ready(), SOON);
            ovs.vsctl("--no-wait", "create", "Queue", "dscp=1", "--", "create", "Queue", "dscp=2");
            DummyOvs.await("both rows at once", () -> told.contains("2/2"));
            ovs.killOvsdb();
            DummyOvs.await("the end", () -> told.contains("disconnected"));
            List<Row> old = OvsdbClient.await(watch.read(replica -> List.copyOf(replica.rows("Queue"))), SOON);
            assertThat(old).hasSize(2);
            ovs.startOvsdb();
            ovs.vsctl("--no-wait", "create", "Queue", "dscp=3");
            DummyOvs.await("the third row", () -> told.contains("1/3"));
            assertThat(told).containsExactly("0/0", "2/2", "disconnected", "1/3");
            assertThatThrownBy(() ->
                            OvsdbClient.await(watch.select(MonitorRequest.NOTHING.with("Queue", "external_ids")), SOON))
                    .hasMessageContaining("columns");
            watch.close();
            ovs.vsctl("--no-wait", "create", "Queue", "dscp=4");
            OvsdbClient.await(client.serverId(), SOON);
            assertThat(told).hasSize(4);
            Watch wrong = client.monitor(MonitorRequest.NOTHING.with("Queue", "nothing"));
            assertThatThrownBy(() -> OvsdbClient.await(wrong.ready(), SOON)).hasMessageContaining("Queue.nothing");
        }
    }

    /** What the peer does not take is bounded in number, and ends with the connection; the client is there again afterwards. */
    @Test
    void aStuckServerHoldsAFewRequestsUntilTheProbeEndsIt() {
        OvsdbLimits limits = new OvsdbLimits(8 << 20, 32, 8, Duration.ofSeconds(2), Duration.ofSeconds(1));
        try (DummyOvs ovs = DummyOvs.start();
                CuttingProxy proxy = new CuttingProxy(ovs.databaseSocket(), 1, 1 << 30, Integer.MAX_VALUE);
                OvsdbClient client = OvsdbClient.connect(
                        OvsdbOptions.of(proxy.address()).withLimits(limits).withPatience(SOON))) {
            Operation large = new Operation.Comment("x".repeat(200_000));
            List<CompletionStage<List<OperationResult>>> asked = new ArrayList<>();
            proxy.stall();
            for (int i = 0; i < 100; i++) {
                asked.add(client.transact(large));
            }
            Map<Kind, Integer> failures = new TreeMap<>();
            asked.subList(16, 100).forEach(each -> failures.merge(failure(each), 1, Integer::sum));
            failures.merge(failure(asked.getFirst()), 1, Integer::sum);
            proxy.goOn();
            assertThat(failures).isEqualTo(Map.of(Kind.UNREACHABLE, 84, Kind.LOST, 1));
            assertThat(OvsdbClient.await(asked.get(10), SOON)).containsExactly(new OperationResult.Done());
        }
    }

    private static Kind failure(CompletionStage<?> stage) {
        try {
            throw new AssertionError("expected no result, found " + OvsdbClient.await(stage, SOON));
        } catch (OvsdbException e) {
            return e.kind();
        }
    }

    @Test
    void nothingWrongIsSent() {
        try (DummyOvs ovs = DummyOvs.start();
                OvsdbClient client = OvsdbClient.connect("unix:" + ovs.databaseSocket())) {
            assertThatThrownBy(() -> OvsdbClient.await(
                            client.transact(Operation.update("Port", Map.of("tag", OvsdbValue.of(5000)))), SOON))
                    .isInstanceOf(SchemaException.class)
                    .hasMessageStartingWith("Port.tag: ");
            assertThat(OvsdbClient.await(client.databases(), SOON)).contains("Open_vSwitch", "_Server");
        }
    }

    @Test
    void aClosedClientAnswersAtOnce() {
        OvsdbClient client = OvsdbClient.open("unix:/nowhere/db.sock");
        Watch watch = client.monitor(MonitorRequest.NOTHING.with("Queue", "dscp"));
        OvsdbLock lock = client.lock("it");
        client.close();
        client.close();
        for (CompletionStage<?> stage : List.of(
                note(client, "x"),
                watch.ready(),
                watch.read(Replica::schema),
                lock.acquired(),
                lock.steal(),
                client.monitor(MonitorRequest.NOTHING).ready())) {
            assertThatThrownBy(() -> OvsdbClient.await(stage, SOON))
                    .asInstanceOf(type(OvsdbException.class))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.CLOSED));
        }
    }

    private static String note(DummyOvs ovs) {
        return ovs.vsctl("get", "Open_vSwitch", ".", "external_ids:note").strip();
    }

    @Test
    void transactsAlsoAfterTheServerCameAgain() {
        try (DummyOvs ovs = DummyOvs.start();
                OvsdbClient client = OvsdbClient.connect("unix:" + ovs.databaseSocket())) {
            assertThat(OvsdbClient.await(note(client, "one"), SOON)).containsExactly(new OperationResult.Counted(1));
            assertThat(note(ovs)).isEqualTo("one");
            ovs.killOvsdb();
            CompletionStage<List<OperationResult>> early = note(client, "two");
            ovs.startOvsdb();
            try {
                OvsdbClient.await(early, SOON);
            } catch (OvsdbException e) {
                assertThat(e.kind()).isEqualTo(Kind.LOST);
                OvsdbClient.await(note(client, "two"), SOON);
            }
            assertThat(note(ovs)).isEqualTo("two");
        }
    }

    @Test
    void tellsWhichOperationTheServerRefusesAndWhy() {
        try (DummyOvs ovs = DummyOvs.start();
                OvsdbClient client = OvsdbClient.connect("unix:" + ovs.databaseSocket())) {
            assertThatThrownBy(() -> OvsdbClient.await(
                            client.transact(
                                    new Operation.Comment("first"),
                                    Operation.require("Open_vSwitch", Map.of("db_version", OvsdbValue.of("none")))),
                            SOON))
                    .asInstanceOf(type(OvsdbException.class))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
                    .satisfies(e -> assertThat(e.operation()).isEqualTo(OptionalInt.of(1)))
                    .satisfies(e -> assertThat(e).hasMessageContaining("timed out"));
        }
    }

    @Test
    void saysWhyThereIsNoConnectionAndSendsNothingAfterTheEnd() {
        assertThatThrownBy(() -> OvsdbClient.connect("http:nobody"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http:nobody");
        OvsdbClient client = OvsdbClient.open("unix:/nowhere/db.sock", Duration.ofMillis(500));
        CompletionStage<List<OperationResult>> waiting = note(client, "never");
        assertThatThrownBy(() -> OvsdbClient.await(waiting, SOON))
                .asInstanceOf(type(OvsdbException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE))
                .satisfies(e -> assertThat(e).hasMessageContaining("/nowhere/db.sock"));
        CompletionStage<List<OperationResult>> second = note(client, "never");
        client.close();
        assertThatThrownBy(() -> OvsdbClient.await(second, SOON))
                .asInstanceOf(type(OvsdbException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.CLOSED));
    }
}
