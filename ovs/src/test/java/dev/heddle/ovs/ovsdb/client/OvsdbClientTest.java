package dev.heddle.ovs.ovsdb.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OperationResult;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.client.OvsdbException.Kind;
import dev.heddle.ovs.testing.DummyOvs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The client against a real ovsdb-server. */
class OvsdbClientTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private static CompletionStage<List<OperationResult>> note(OvsdbClient client, String note) {
        return client.transact(
                Operation.update("Open_vSwitch", Map.of("external_ids", OvsdbValue.map(Map.of("note", note)))));
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
        assertThatThrownBy(() -> OvsdbClient.connect("tcp:nobody"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tcp:nobody");
        OvsdbClient client = OvsdbClient.open("unix:/nowhere/db.sock");
        CompletionStage<List<OperationResult>> waiting = note(client, "never");
        assertThatThrownBy(() -> OvsdbClient.await(waiting, OvsdbClient.PATIENCE.plusSeconds(5)))
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
