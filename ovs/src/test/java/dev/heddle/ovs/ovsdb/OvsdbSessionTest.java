package dev.heddle.ovs.ovsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The session alone, fed by hand. */
class OvsdbSessionTest {
    private static final OvsdbLimits LIMITS = new OvsdbLimits(1000, 12, 2, Duration.ofNanos(100), Duration.ofNanos(50));
    private static final String SCHEMA = """
            {"id":1,"error":null,"result":{"name":"d","version":"1.0.0","tables":{"T":{"columns":{
            "s":{"type":"string"},"o":{"type":{"key":"integer","min":0,"max":1}},"set":{"type":{"key":"string",
            "min":0,"max":"unlimited"}},"m":{"type":{"key":"string","value":"string","min":0,"max":"unlimited"}},
            "r":{"type":{"key":{"type":"uuid","refTable":"T"},"min":0,"max":2}}}}}}}
            """;
    private static final String ID = "00000000-0000-0000-0000-00000000000";

    private final OvsdbSession session = new OvsdbSession(LIMITS, 0);
    private final List<OvsdbEvent> events = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private boolean closed;

    private void feed(String text) {
        session.receive(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
        drain();
    }

    private void drain() {
        OvsdbSession.Output output = session.drain();
        output.messages().forEach(message -> sent.add(new String(message, StandardCharsets.UTF_8)));
        events.addAll(output.events());
        closed = output.close();
    }

    private OvsdbFault fault() {
        assertThat(closed).isTrue();
        assertThat(events.getLast()).isInstanceOf(OvsdbEvent.Closed.class);
        return ((OvsdbEvent.Closed) events.getLast()).fault();
    }

    private Replica monitor() {
        session.schema("d", 0);
        feed(SCHEMA);
        Schema schema = ((OvsdbResult.Described) ((OvsdbEvent.Replied) events.getLast()).result()).schema();
        session.monitor(
                MonitorMethod.CONDITIONAL, schema, MonitorRequest.NOTHING.with("T", "s", "o", "set", "m", "r"), 0);
        feed("{\"id\":2,\"error\":null,\"result\":{\"T\":{\"" + ID + "1\":{\"initial\":{\"s\":\"a\",\"o\":7,"
                + "\"set\":[\"set\",[\"x\",\"y\"]],\"m\":[\"map\",[[\"k\",\"1\"],[\"l\",\"2\"]]]}}}}}");
        return ((OvsdbResult.Monitoring) ((OvsdbEvent.Replied) events.getLast()).result()).replica();
    }

    private static String update2(String rows) {
        return "{\"method\":\"update2\",\"id\":null,\"params\":[\"heddle-2\",{\"T\":{" + rows + "}}]}";
    }

    @Test
    void takesAStreamCutAnywhere() {
        session.echo(0);
        byte[] stream =
                " {\"method\":\"echo\",\"id\":\"}{\\\"\",\"params\":[[\"}\"]]}\n{\"id\":1,\"result\":[],\"error\":null}"
                        .getBytes(StandardCharsets.UTF_8);
        for (byte each : stream) {
            session.receive(ByteBuffer.wrap(new byte[] {each}), 0);
        }
        drain();
        assertThat(events).containsExactly(new OvsdbEvent.Replied(1, new OvsdbResult.Echoed()));
        assertThat(sent)
                .containsExactly(
                        "{\"method\":\"echo\",\"params\":[],\"id\":1}",
                        "{\"result\":[[\"}\"]],\"error\":null,\"id\":\"}{\\\"\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "NOT_JSON | [1]",
                "NOT_JSON | x",
                "NOT_JSON | {\"a\":]}",
                "NOT_JSON | {\"a\" 1}",
                "TOO_DEEP | {\"a\":[[[[[[[[[[[[",
                "NOT_RPC | {}",
                "NOT_RPC | {\"method\":1}",
                "NOT_RPC | {\"id\":\"x\",\"result\":[]}",
                "NOT_RPC | {\"id\":1e999,\"result\":[]}",
                "UNEXPECTED_REPLY | {\"id\":5,\"result\":[],\"error\":null}",
                "BAD_REPLY | {\"id\":1,\"result\":{},\"error\":null}",
                "BAD_REPLY | {\"id\":1,\"result\":[],\"error\":null}",
                "BAD_REPLY | {\"id\":1,\"result\":[{},{}],\"error\":null}",
                "BAD_REPLY | {\"id\":1,\"result\":[{\"count\":1.5}],\"error\":null}",
                "BAD_UPDATE | {\"method\":\"update2\",\"params\":[\"none\",{}],\"id\":null}",
            })
    void endsWithANamedFaultThatKeepsTheBytes(OvsdbFault.Kind kind, String text) {
        session.transact("d", List.of(Operation.delete("T")), 0);
        feed(text);
        assertThat(fault().kind()).isEqualTo(kind);
        assertThat(text).startsWith(new String(fault().raw(), StandardCharsets.UTF_8));
        assertThat(fault().raw()).isNotEmpty();
        feed("{\"method\":\"echo\",\"id\":1,\"params\":[]}");
        assertThat(sent).hasSize(1);
        assertThat(session.nextDeadline()).isEmpty();
        assertThat(session.free()).isZero();
    }

    @Test
    void refusesAMessageThatIsTooLarge() {
        feed("{\"a\":\"" + "x".repeat(2000) + "\"}");
        assertThat(fault().kind()).isEqualTo(OvsdbFault.Kind.TOO_LARGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "BAD_UPDATE | `\"00000000-0000-0000-0000-000000000001\":{\"insert\":{}}`",
                "BAD_UPDATE | `\"00000000-0000-0000-0000-000000000002\":{\"modify\":{}}`",
                "BAD_UPDATE | `\"00000000-0000-0000-0000-000000000002\":{\"delete\":null}`",
                "BAD_UPDATE | `\"00000000-0000-0000-0000-000000000001\":{\"modify\":{\"none\":1}}`",
                "BAD_UPDATE | `\"00000000-0000-0000-0000-000000000001\":{}`",
                "BAD_UPDATE | `\"00000000-0000-0000-0000-000000000001\":{\"renamed\":{}}`",
                "BAD_REPLY | `\"00000000-0000-0000-0000-000000000001\":{\"modify\":{\"s\":1}}`",
                "BAD_REPLY | `\"00000000-0000-0000-0000-000000000001\":{\"modify\":{\"o\":[\"set\",[1,2]]}}`",
                "BAD_REPLY | `\"x\":{\"insert\":{}}`",
            })
    void anUpdateThatCannotBeIsNotAppliedInPart(OvsdbFault.Kind kind, String bad) {
        Replica replica = monitor();
        List<Row> before = List.copyOf(replica.rows("T"));
        feed(update2("\"" + ID + "9\":{\"insert\":{\"s\":\"new\"}}," + bad));
        assertThat(fault().kind()).isEqualTo(kind);
        assertThat(replica.rows("T")).containsExactlyElementsOf(before);
    }

    @Test
    void appliesDifferencesByTheTypeOfTheColumn() {
        Replica replica = monitor();
        feed(update2("\"" + ID + "1\":{\"modify\":{\"s\":\"b\",\"o\":[\"set\",[]],\"set\":[\"set\",[\"y\",\"z\"]],"
                + "\"m\":[\"map\",[[\"k\",\"1\"],[\"l\",\"3\"],[\"n\",\"4\"]]],\"r\":[\"uuid\",\"" + ID + "1\"]}}"));
        Row row = replica.rows("T").iterator().next();
        assertThat(row.text("s")).isEqualTo("b");
        assertThat(row.number("o")).isEmpty();
        assertThat(row.get("set")).isEqualTo(OvsdbValue.texts(List.of("x", "z")));
        assertThat(row.map("m")).hasToString("{l=3, n=4}");
        assertThat(row.refs("r")).hasToString("[" + ID + "1]");
        assertThat(((OvsdbEvent.Changed) events.getLast()).changes().getFirst().after())
                .isSameAs(row);
        assertThat(row.text("o")).isEmpty();
        assertThat(row.flag("s")).isFalse();
        assertThat(row.map("none")).isEmpty();
    }

    @Test
    void mapsErrorsToTheOperationOrTheCommit() {
        session.transact("d", List.of(Operation.delete("T"), new Operation.Abort()), 0);
        feed("{\"id\":1,\"error\":null,\"result\":[{\"count\":1},{\"error\":\"aborted\",\"details\":\"why\"}]}");
        session.transact("d", List.of(Operation.delete("T")), 0);
        feed("{\"id\":2,\"error\":null,\"result\":[{\"count\":1},{\"error\":\"constraint violation\"}]}");
        session.listDatabases(0);
        feed("{\"id\":3,\"error\":\"not now\",\"result\":null}");
        assertThat(events)
                .map(event -> ((OvsdbResult.Failed) ((OvsdbEvent.Replied) event).result()))
                .hasToString("[Failed[operation=OptionalInt[1], error=aborted: why],"
                        + " Failed[operation=OptionalInt.empty, error=constraint violation],"
                        + " Failed[operation=OptionalInt.empty, error=not now]]");
    }

    @Test
    void probesASilentPeerAndGivesItUp() {
        assertThat(session.nextDeadline()).hasValue(100);
        session.tick(99);
        drain();
        assertThat(sent).isEmpty();
        session.tick(100);
        drain();
        assertThat(sent).containsExactly("{\"method\":\"echo\",\"params\":[],\"id\":1}");
        feed("{\"id\":1,\"result\":[],\"error\":null}");
        assertThat(events).isEmpty();

        session.echo(120);
        assertThat(session.nextDeadline()).hasValue(170);
        session.tick(170);
        drain();
        assertThat(fault().kind()).isEqualTo(OvsdbFault.Kind.TIMEOUT);
    }

    /** A peer that sends a byte now and then must not live on them. */
    @Test
    void onlyWholeMessagesAreASignOfLife() {
        for (int now = 10; now < 100; now += 10) {
            session.receive(ByteBuffer.wrap(new byte[] {(byte) (now == 10 ? '{' : ' ')}), now);
        }
        session.tick(100);
        drain();
        assertThat(sent).containsExactly("{\"method\":\"echo\",\"params\":[],\"id\":1}");
        session.receive(ByteBuffer.wrap(new byte[] {' '}), 140);
        session.tick(150);
        drain();
        assertThat(fault().kind()).isEqualTo(OvsdbFault.Kind.TIMEOUT);
    }

    private static Operation never(OptionalLong timeout) {
        return new Operation.Wait("T", List.of(), List.of("s"), true, List.of(), timeout);
    }

    /** A transaction may wait for longer than an answer may take, as long as the peer lives. */
    @Test
    void aTransactionThatWaitsDoesNotEndTheSession() {
        session.transact("d", List.of(never(OptionalLong.of(1000))), 0);
        session.tick(60);
        session.tick(100);
        drain();
        assertThat(closed).isFalse();
        assertThat(sent.getLast()).contains("echo");
        feed("{\"id\":2,\"result\":[],\"error\":null}");
        feed("{\"id\":1,\"result\":[{}],\"error\":null}");
        assertThat(events)
                .containsExactly(
                        new OvsdbEvent.Replied(1, new OvsdbResult.Transacted(List.of(new OperationResult.Done()))));

        session.transact("d", List.of(never(OptionalLong.of(0))), 0);
        session.tick(60);
        drain();
        assertThat(fault().kind()).isEqualTo(OvsdbFault.Kind.TIMEOUT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "canceled | ``",
                "canceled | {\"id\":1,\"error\":\"canceled\"}",
                "done | {\"id\":1,\"result\":[{}],\"error\":null}",
            })
    void aCancelledTransactionIsAnsweredOnce(String outcome, String answer) {
        session.transact("d", List.of(never(OptionalLong.empty())), 0);
        session.cancel(1, 0);
        feed(answer);
        feed("{\"id\":2,\"result\":[],\"error\":null}");
        assertThat(sent).element(1).isEqualTo("{\"method\":\"cancel\",\"params\":[1],\"id\":null}");
        OvsdbResult expected = outcome.equals("done")
                ? new OvsdbResult.Transacted(List.of(new OperationResult.Done()))
                : new OvsdbResult.Failed(OptionalInt.empty(), new OvsdbError("canceled", ""));
        assertThat(events).containsExactly(new OvsdbEvent.Replied(1, expected));
        assertThat(session.free()).isEqualTo(2);
        session.cancel(1, 0);
        drain();
        assertThat(sent).hasSize(3);
    }

    @Test
    void tellsOfLocks() {
        session.lock("l", 0);
        feed("{\"id\":1,\"result\":{\"locked\":false},\"error\":null}");
        feed("{\"method\":\"locked\",\"id\":null,\"params\":[\"l\"]}");
        feed("{\"method\":\"stolen\",\"id\":null,\"params\":[\"l\"]}");
        assertThat(events)
                .containsExactly(
                        new OvsdbEvent.Replied(1, new OvsdbResult.Lock(false)),
                        new OvsdbEvent.LockChanged("l", true),
                        new OvsdbEvent.LockChanged("l", false));
        feed("{\"method\":\"locked\",\"id\":null,\"params\":[]}");
        assertThat(fault().kind()).isEqualTo(OvsdbFault.Kind.NOT_RPC);
    }

    @Test
    void takesSoManyRequestsAndNoMore() {
        session.echo(0);
        session.echo(0);
        assertThat(session.free()).isZero();
        assertThatThrownBy(() -> session.echo(0)).hasMessageContaining("too many");
        feed("{\"id\":1,\"result\":[],\"error\":null}");
        assertThat(session.free()).isEqualTo(1);
        session.disconnected("end");
        assertThatThrownBy(() -> session.echo(0)).hasMessageContaining("closed");
    }

    @Test
    void answersWhatItDoesNotKnowWithAnErrorAndPassesOverNotices() {
        feed("{\"method\":\"reboot\",\"id\":4,\"params\":[]}{\"method\":\"news\",\"id\":null,\"params\":[\"l\"]}");
        assertThat(sent)
                .containsExactly("{\"result\":null,\"error\":{\"error\":\"unknown method\","
                        + "\"details\":\"a client answers echo only\"},\"id\":4}");
        assertThat(closed).isFalse();
    }

    @Test
    void refusesToWatchWhatTheDatabaseLacks() {
        session.schema("d", 0);
        feed(SCHEMA);
        Schema schema = ((OvsdbResult.Described) ((OvsdbEvent.Replied) events.getLast()).result()).schema();
        MonitorRequest request = MonitorRequest.NOTHING.with("T", "s", "none").with("U", "x");
        assertThat(schema.lacks(request)).containsExactly("T.none", "U.x");
        assertThatThrownBy(() -> session.monitor(MonitorMethod.CONDITIONAL, schema, request, 0))
                .hasMessageContaining("[T.none, U.x]");
    }
}
