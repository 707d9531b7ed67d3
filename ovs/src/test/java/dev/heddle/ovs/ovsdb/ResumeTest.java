package dev.heddle.ovs.ovsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.ovs.testing.OvsdbClient;
import dev.heddle.ovs.testing.RealOvsdb;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A replica that goes from one session to the next. */
class ResumeTest {
    private static final OvsdbLimits LIMITS =
            new OvsdbLimits(10_000, 12, 8, Duration.ofSeconds(5), Duration.ofSeconds(5));
    private static final String NONE = "00000000-0000-0000-0000-000000000000";
    private static final String TX = "00000000-0000-0000-0000-00000000010";
    private static final String ROW = "00000000-0000-0000-0000-00000000000";
    private static final MonitorRequest WATCHED = MonitorRequest.NOTHING.with("T", "s");

    /** A session and what it said. */
    private static final class Side {
        final OvsdbSession session = new OvsdbSession(LIMITS, 0);
        final List<OvsdbEvent> events = new ArrayList<>();
        final List<String> sent = new ArrayList<>();

        void feed(String text) {
            session.receive(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
            drain();
        }

        void drain() {
            OvsdbSession.Output output = session.drain();
            output.messages().forEach(message -> sent.add(new String(message, StandardCharsets.UTF_8)));
            events.addAll(output.events());
        }

        Schema schema(String columns) {
            long id = session.schema("d", 0);
            feed("{\"id\":" + id + ",\"error\":null,\"result\":{\"name\":\"d\",\"version\":\"1.0.0\","
                    + "\"tables\":{\"T\":{\"columns\":{" + columns + "}}}}}");
            return ((OvsdbResult.Described) result()).schema();
        }

        OvsdbResult result() {
            return ((OvsdbEvent.Replied) events.getLast()).result();
        }

        List<RowChange> changes() {
            return events.stream()
                    .filter(OvsdbEvent.Changed.class::isInstance)
                    .flatMap(event -> ((OvsdbEvent.Changed) event).changes().stream())
                    .toList();
        }
    }

    private final Side first = new Side();
    private final Side second = new Side();
    private final Schema schema = first.schema("\"s\":{\"type\":\"string\"}");
    private final Replica replica = begun();

    /** Two rows, after transaction 2. */
    private Replica begun() {
        first.session.monitor(MonitorMethod.SINCE, schema, WATCHED, 0);
        first.feed("{\"id\":2,\"error\":null,\"result\":[false,\"" + TX + "1\",{\"T\":{\"" + ROW
                + "1\":{\"initial\":{\"s\":\"a\"}},\"" + ROW + "2\":{\"initial\":{\"s\":\"b\"}}}}]}");
        Replica made = ((OvsdbResult.Monitoring) first.result()).replica();
        first.feed("{\"id\":null,\"method\":\"update3\",\"params\":[\"heddle-2\",\"" + TX + "2\",{\"T\":{\"" + ROW
                + "1\":{\"modify\":{\"s\":\"c\"}}}}]}");
        first.session.disconnected("cut");
        return made;
    }

    private void resume(String found, String rows) {
        second.session.resume(MonitorMethod.SINCE, replica, schema, WATCHED, 0);
        second.drain();
        second.feed("{\"id\":1,\"error\":null,\"result\":[" + found + ",\"" + TX + "3\",{\"T\":{" + rows + "}}]}");
    }

    private String texts() {
        return replica.rows("T").stream().map(row -> row.text("s")).toList().toString();
    }

    @Test
    void aServerThatRemembersTellsWhatChanged() {
        resume(
                "true",
                "\"" + ROW + "1\":{\"modify\":{\"s\":\"d\"}},\"" + ROW + "2\":{\"delete\":null},\"" + ROW
                        + "3\":{\"insert\":{\"s\":\"e\"}}");
        assertThat(second.sent.getLast()).endsWith("\"" + TX + "2\"],\"id\":1}");
        assertThat(texts()).isEqualTo("[d, e]");
        assertThat(second.events).hasSize(2);
        assertThat(second.changes()).hasSize(3);
        assertThat(second.result()).isEqualTo(new OvsdbResult.Monitoring(replica, true));
    }

    @Test
    void ofAllThatOthersTellOnlyWhatDiffersIsAChange() {
        Row same = replica.find("T", UUID.fromString(ROW + "1"));
        resume("false", "\"" + ROW + "1\":{\"initial\":{\"s\":\"c\"}},\"" + ROW + "4\":{\"initial\":{}}");
        assertThat(replica.find("T", UUID.fromString(ROW + "1"))).isSameAs(same);
        assertThat(second.changes())
                .extracting(change -> change.before() == null ? "new" : change.after() == null ? "gone" : "other")
                .containsExactlyInAnyOrder("new", "gone");
        assertThat(texts()).isEqualTo("[c, ]");
        assertThat(second.result()).isEqualTo(new OvsdbResult.Monitoring(replica, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true,\"9\":{\"modify\":{\"s\":\"x\"}}",
                "true,\"1\":{\"insert\":{\"s\":\"x\"}}",
                "false,\"1\":{\"modify\":{\"s\":\"x\"}}",
                "false,\"1\":{\"initial\":{\"s\":7}}",
                "7,\"1\":{\"initial\":{\"s\":\"x\"}}"
            })
    void anAnswerThatCannotBeChangesNothing(String answer) {
        resume(
                answer.substring(0, answer.indexOf(',')),
                "\"" + ROW + "5\":{\"insert\":{\"s\":\"new\"}},"
                        + answer.substring(answer.indexOf(',') + 1).replaceFirst("\"", "\"" + ROW));
        assertThat(second.events.getLast()).isInstanceOf(OvsdbEvent.Closed.class);
        assertThat(texts()).isEqualTo("[c, b]");
        Side third = new Side();
        third.session.resume(MonitorMethod.SINCE, replica, schema, WATCHED, 0);
        third.drain();
        assertThat(third.sent.getLast()).endsWith("\"" + TX + "2\"],\"id\":1}");
    }

    /** What is known is of other rows or columns then. */
    @Test
    void otherRowsOrAnotherSchemaAreReadAnew() {
        second.session.resume(MonitorMethod.SINCE, replica, schema, WATCHED.filtered("T", RowFilter.NONE), 0);
        Side third = new Side();
        Schema wider = third.schema("\"s\":{\"type\":\"string\"},\"n\":{\"type\":\"integer\"}");
        third.session.resume(MonitorMethod.SINCE, replica, wider, WATCHED, 0);
        second.drain();
        third.drain();
        assertThat(second.sent.getLast()).endsWith("\"" + NONE + "\"],\"id\":1}");
        assertThat(third.sent.getLast()).endsWith("\"" + NONE + "\"],\"id\":2}");
    }

    @Test
    void whileChangedFiltersAreNotConfirmedRowsMayBeOfEither() {
        resume("true", "");
        MonitorRequest none = WATCHED.filtered("T", RowFilter.NONE);
        second.session.changeFilters(replica, none, 0);
        second.feed("{\"id\":null,\"method\":\"update3\",\"params\":[\"heddle-1\",\"" + TX + "4\",{\"T\":{\"" + ROW
                + "1\":{\"delete\":null},\"" + ROW + "2\":{\"delete\":null}}}]}");
        assertThat(texts()).isEqualTo("[]");
        assertThat(replica.since(schema, WATCHED)).hasToString(NONE);
        assertThat(replica.since(schema, none)).hasToString(NONE);
        second.feed("{\"id\":2,\"result\":{},\"error\":null}");
        assertThat(replica.request()).isEqualTo(none);
        assertThat(replica.since(schema, none)).hasToString(TX + "4");
        assertThat(replica.since(schema, WATCHED)).hasToString(NONE);
        assertThatThrownBy(() -> second.session.changeFilters(replica, MonitorRequest.NOTHING.with("T", "s", "n"), 0))
                .hasMessageContaining("columns");
        assertThatThrownBy(() -> second.session.resume(MonitorMethod.SINCE, replica, schema, none, 0))
                .hasMessageContaining("kept");
    }

    @Test
    void aMonitorThatTheServerEndsIsToldAndCanBeResumed() {
        resume("true", "");
        second.feed("{\"id\":null,\"method\":\"monitor_canceled\",\"params\":[\"heddle-1\"]}");
        assertThat(second.events.getLast()).isEqualTo(new OvsdbEvent.MonitorEnded(replica));
        assertThat(second.session.resume(MonitorMethod.PLAIN, replica, schema, WATCHED, 0))
                .isEqualTo(2);
    }

    /** With a cluster's server the newest method goes on where it was; every other way all is read again. */
    @ParameterizedTest
    @EnumSource(MonitorMethod.class)
    void realServersTellAllOrWhatChanged(MonitorMethod method) {
        Path vswitch = Path.of("/usr/share/openvswitch/vswitch.ovsschema");
        for (boolean cluster : List.of(false, true)) {
            try (RealOvsdb ovsdb = cluster ? RealOvsdb.clustered(vswitch) : RealOvsdb.standalone(vswitch);
                    OvsdbClient writer = OvsdbClient.unix(ovsdb.socket())) {
                MonitorRequest queues = MonitorRequest.NOTHING.with("Queue", "dscp");
                insert(writer, 1);
                insert(writer, 2);
                Replica kept;
                try (OvsdbClient watcher = OvsdbClient.unix(ovsdb.socket())) {
                    Schema vswitchSchema = watcher.schema();
                    kept = monitoring(watcher.call(s -> s.monitor(method, vswitchSchema, queues, System.nanoTime())))
                            .replica();
                    insert(writer, 3);
                    watcher.pumpUntil("a row", () -> kept.rows("Queue").size() == 3);
                }
                assertThat(writer.transact(Operation.delete("Queue", Condition.equal("dscp", OvsdbValue.of(1)))))
                        .isInstanceOf(OvsdbResult.Transacted.class);
                insert(writer, 4);
                try (OvsdbClient watcher = OvsdbClient.unix(ovsdb.socket())) {
                    Schema vswitchSchema = watcher.schema();
                    int before = watcher.events().size();
                    OvsdbResult.Monitoring again = monitoring(
                            watcher.call(s -> s.resume(method, kept, vswitchSchema, queues, System.nanoTime())));
                    assertThat(again.resumed()).isEqualTo(cluster && method == MonitorMethod.SINCE);
                    OvsdbEvent.Changed step =
                            (OvsdbEvent.Changed) watcher.events().get(before);
                    assertThat(step.changes()).hasSize(2);
                    assertThat(kept.rows("Queue"))
                            .extracting(row -> row.number("dscp").orElseThrow())
                            .containsExactlyInAnyOrder(2L, 3L, 4L);
                }
            }
        }
    }

    private static OvsdbResult.Monitoring monitoring(OvsdbResult result) {
        return (OvsdbResult.Monitoring) result;
    }

    private static void insert(OvsdbClient writer, long dscp) {
        assertThat(writer.transact(Operation.insert("Queue", "", Map.of("dscp", OvsdbValue.of(dscp)))))
                .isInstanceOf(OvsdbResult.Transacted.class);
    }
}
