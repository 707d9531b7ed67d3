package dev.heddle.simulator.ovsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.ovs.ovsdb.Condition;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OperationResult;
import dev.heddle.ovs.ovsdb.OvsdbEvent;
import dev.heddle.ovs.ovsdb.OvsdbResult;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.Row;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Sessions over time: waiting, locks, probes, ends and restarts. */
class SimDatabaseTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final SimDatabase database = new SimDatabase(DatabaseSchema.vswitch(), 1);

    @Test
    void a_transaction_waits_until_another_gives_it_what_it_wants() {
        SimClient waiting = new SimClient(database, 0);
        SimClient other = new SimClient(database, 0);
        long request = waiting.transactLater(until("7", OptionalLong.empty()), insert("8"));
        assertThat(waiting.answer(request)).isEmpty();
        other.transact(insert("6"));
        assertThat(waiting.answer(request)).isEmpty();
        other.transact(insert("7"));
        assertThat(waiting.answer(request)).get().isInstanceOf(OvsdbResult.Transacted.class);
        assertThat(database.rows("QoS")).hasSize(3);
    }

    @Test
    void waiting_ends_in_time() {
        SimClient client = new SimClient(database, 0);
        long request = client.transactLater(until("7", OptionalLong.of(1500)));
        assertThat(database.nextDeadline()).hasValue(1_500_000_000);
        database.tick(1_499_999_999);
        assertThat(client.answer(request)).isEmpty();
        database.tick(1_500_000_000);
        assertThat(client.answer(request))
                .get()
                .asString()
                .contains("timed out")
                .contains("\"wait\" timed out after 1500 ms");
        assertThat(database.nextDeadline()).isEmpty();
    }

    @Test
    void a_waiting_transaction_is_cancelled_and_goes_with_its_session() {
        SimClient client = new SimClient(database, 0);
        long cancelled = client.transactLater(until("7", OptionalLong.empty()), insert("a"));
        client.ask(session -> {
            session.cancel(cancelled, 0);
            return 0;
        });
        long left = client.transactLater(until("7", OptionalLong.empty()), insert("b"));
        client.server().close();
        new SimClient(database, 0).transact(insert("7"));
        assertThat(client.answer(cancelled)).get().asString().contains("canceled");
        assertThat(client.answer(left)).isEmpty();
        assertThat(database.rows("QoS")).hasSize(1);
    }

    @Test
    void a_lock_goes_to_the_next_when_its_owner_is_gone() {
        SimClient first = new SimClient(database, 0);
        SimClient second = new SimClient(database, 0);
        assertThat(first.call(session -> session.lock("l", 0))).isEqualTo(new OvsdbResult.Lock(true));
        assertThat(second.call(session -> session.lock("l", 0))).isEqualTo(new OvsdbResult.Lock(false));
        assertThat(second.transact(new Operation.Assert("l"))).isInstanceOf(OvsdbResult.Failed.class);
        first.server().close();
        assertThat(second.transact(new Operation.Assert("l")))
                .isEqualTo(new OvsdbResult.Transacted(List.of(new OperationResult.Done())));
        assertThat(second.events()).contains(new OvsdbEvent.LockChanged("l", true));
    }

    @Test
    void a_silent_client_is_asked_and_then_given_up() {
        DatabaseSession session = database.connect(5 * SECOND, 0);
        assertThat(database.nextDeadline()).hasValue(5 * SECOND);
        database.tick(5 * SECOND);
        assertThat(new String(session.drain().getFirst(), StandardCharsets.UTF_8))
                .isEqualTo("{\"method\":\"echo\",\"params\":[],\"id\":\"echo\"}");
        session.receive(bytes("{\"id\":\"echo\",\"result\":[],\"error\":null}"), 6 * SECOND);
        assertThat(database.nextDeadline()).hasValue(11 * SECOND);
        database.tick(11 * SECOND);
        database.tick(16 * SECOND);
        assertThat(session.isOpen()).isFalse();
        assertThat(database.sessions()).isEmpty();
    }

    @Test
    void what_is_no_json_rpc_ends_the_session() {
        for (String text : List.of(
                "[]",
                "{]",
                "{\"method\":1,\"params\":[],\"id\":1}",
                "{\"method\":\"echo\",\"params\":{},\"id\":1}",
                "{\"method\":\"echo\",\"id\":1}",
                "{\"id\":null}")) {
            DatabaseSession session = database.connect(0);
            session.receive(bytes(text), 0);
            assertThat(session.isOpen()).as(text).isFalse();
        }
    }

    @Test
    void a_restart_keeps_rows_and_loses_sessions_and_what_is_ephemeral() {
        SimClient client = new SimClient(database, 0);
        client.transact(Operation.insert(
                "Open_vSwitch",
                "",
                Map.of(
                        "statistics", OvsdbValue.map(Map.of("cpu", "8")),
                        "external_ids", OvsdbValue.map(Map.of("system-id", "h")))));
        OvsdbResult id = client.call(session -> session.serverId(0));
        database.restart();
        assertThat(client.server().isOpen()).isFalse();
        SimClient next = new SimClient(database, 1);
        assertThat(next.call(session -> session.serverId(1))).isNotEqualTo(id);
        assertThat(database.rows("Open_vSwitch").getFirst().map("external_ids"))
                .containsExactly(Map.entry("system-id", "h"));
        assertThat(database.rows("Open_vSwitch").getFirst().map("statistics")).isEmpty();
    }

    @Test
    void each_row_that_changed_or_went_is_told_and_all_after_a_restart() {
        database.transact(List.of(insert("1"), insert("2")));
        List<UUID> ids = database.rows("QoS").stream().map(Row::uuid).toList();
        List<UUID> told = new ArrayList<>();
        database.onRow((table, uuid) -> told.add(uuid));
        database.transact(
                List.of(Operation.update("QoS", Map.of("type", OvsdbValue.of("3")), Condition.row(ids.getFirst()))));
        assertThat(told).containsExactly(ids.getFirst());
        database.restart();
        assertThat(told.subList(1, told.size())).containsExactlyInAnyOrderElementsOf(ids);
        told.clear();
        database.transact(List.of(Operation.delete("QoS", Condition.row(ids.getLast()))));
        assertThat(told).containsExactly(ids.getLast());
    }

    @Test
    void the_schema_is_told_as_the_client_reads_it() {
        OvsdbResult told = new SimClient(database, 0).call(session -> session.schema("Open_vSwitch", 0));
        assertThat(told)
                .isEqualTo(new OvsdbResult.Described(DatabaseSchema.vswitch().schema()));
    }

    @Test
    void one_seed_gives_the_same_ids() {
        SimDatabase other = new SimDatabase(DatabaseSchema.vswitch(), 1);
        for (SimDatabase each : List.of(database, other)) {
            each.transact(List.of(insert("1"), insert("2")));
        }
        assertThat(other.rows("QoS")).isEqualTo(database.rows("QoS"));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Operation insert(String type) {
        return Operation.insert("QoS", "", Map.of("type", OvsdbValue.of(type)));
    }

    private static Operation until(String type, OptionalLong millis) {
        return new Operation.Wait(
                "QoS",
                List.of(Condition.equal("type", OvsdbValue.of(type))),
                List.of("type"),
                true,
                List.of(new TreeMap<>(Map.of("type", OvsdbValue.of(type)))),
                millis);
    }
}
