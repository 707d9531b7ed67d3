package dev.heddle.ovs.ovsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.ovs.testing.DummyOvs;
import dev.heddle.ovs.testing.OvsdbClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every message that is used is exchanged with a real ovsdb-server; docs/ovsdb-messages.md tells what was sent and answered.
 * {@code make golden-update} writes it anew.
 */
class OvsdbMessagesTest {
    private static final Path FILE = Path.of("../docs/ovsdb-messages.md");
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** What the sealed types and the session can send or take; a new one must be added to the conversation. */
    private static final Set<String> METHODS = Set.of(
            "list_dbs",
            "get_schema",
            "monitor_cond",
            "monitor",
            "monitor_cancel",
            "transact",
            "echo",
            "update",
            "update2");

    private final List<String> rows = new ArrayList<>();
    private final Set<String> operations = new TreeSet<>();
    private final Map<String, String> names = new HashMap<>();

    @Test
    void everyMessageIsExchangedWithARealServer() throws IOException {
        try (DummyOvs ovs = DummyOvs.start()) {
            ovs.vsctl("set-manager", "ptcp:0:127.0.0.1", "--", "set", "Manager", ".", "inactivity_probe=1000");
            ovs.killVswitchd();
            DummyOvs.await("a port", () -> port(ovs).matches("[0-9]+"));
            try (OvsdbClient client = OvsdbClient.tcp(Integer.parseInt(port(ovs)));
                    OvsdbClient other = OvsdbClient.unix(ovs.databaseSocket())) {
                converse(client, other);
            }
        }
        for (Class<?> type : Operation.class.getPermittedSubclasses()) {
            assertThat(operations).as("operations in the conversation").contains(type.getSimpleName());
        }
        Set<String> methods = new TreeSet<>();
        rows.forEach(row -> methods.add(row.split("`")[1].split(" ")[0]));
        assertThat(methods).containsAll(METHODS);
        String table = "# OVSDB messages\n\nMade by `OvsdbMessagesTest` with a real ovsdb-server; do not edit."
                + " UUIDs are numbered in the order in which they appear.\n\n| message | sent | received |\n|---|---|---|\n"
                + String.join("\n", rows) + "\n";
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(FILE, table);
        }
        assertThat(table).as("run make golden-update and review the difference").isEqualTo(Files.readString(FILE));
    }

    private static String port(DummyOvs ovs) {
        return ovs.vsctl("--bare", "--if-exists", "get", "Manager", ".", "status:bound_port")
                .strip()
                .replace("\"", "");
    }

    private void converse(OvsdbClient client, OvsdbClient other) {
        exchange("list_dbs", client, () -> client.call(s -> s.listDatabases(System.nanoTime())));
        exchange("get_schema", client, client::schema);
        exchange("echo", client, () -> client.call(s -> s.echo(System.nanoTime())));
        Schema schema = other.schema();
        MonitorRequest queues = MonitorRequest.NOTHING.with(
                "Queue", List.of("dscp", "external_ids"), List.of(Condition.equal("dscp", OvsdbValue.of(7))));
        MonitorRequest all = MonitorRequest.NOTHING.with("Queue", "dscp", "external_ids");
        exchange("monitor_cond", client, () -> client.call(s -> s.monitor(schema, queues, System.nanoTime())));
        Replica replica =
                ((OvsdbResult.Monitoring) ((OvsdbEvent.Replied) client.events().getLast()).result()).replica();
        exchange("monitor", other, () -> other.call(s -> s.monitorPlainly(schema, all, System.nanoTime())));

        Map<String, OvsdbValue> row =
                Map.of("dscp", OvsdbValue.of(7), "external_ids", OvsdbValue.map(Map.of("a", "1", "b", "2")));
        Condition seven = Condition.equal("dscp", OvsdbValue.of(7));
        for (Operation operation : List.of(
                Operation.insert("Queue", "q", row),
                Operation.select("Queue", seven),
                Operation.update("Queue", Map.of("external_ids", OvsdbValue.map(Map.of("a", "3"))), seven),
                Operation.mutate(
                        "Queue",
                        List.of(Mutation.insert("external_ids", OvsdbValue.map(Map.of("c", "4")))),
                        Condition.includes("external_ids", OvsdbValue.map(Map.of("a", "3")))),
                Operation.require("Queue", Map.of("dscp", OvsdbValue.of(7)), seven),
                Operation.require("Queue", Map.of("dscp", OvsdbValue.of(8)), seven),
                new Operation.Comment("note"),
                new Operation.Abort(),
                Operation.delete("Queue", seven))) {
            String name = operation.getClass().getSimpleName();
            operations.add(name);
            boolean changes = !(operation instanceof Operation.Select
                    || operation instanceof Operation.Wait
                    || operation instanceof Operation.Comment
                    || operation instanceof Operation.Abort);
            int seenByOther = other.received().length();
            exchange("transact " + name, client, () -> client.transact(operation));
            if (changes) {
                other.pumpUntil("the update", () -> other.received().length() > seenByOther);
                add("update " + name, "", other.received().substring(seenByOther));
            }
        }
        assertThat(replica.rows("Queue")).isEmpty();
        exchange("monitor_cancel", client, () -> client.call(s -> s.cancelMonitor(replica, System.nanoTime())));
        peerEcho(client);
    }

    /** ovsdb-server probes after a second of silence here; the answer keeps the connection. */
    private void peerEcho(OvsdbClient client) {
        int received = client.received().length();
        int sent = client.sent().size();
        client.pumpUntil(
                "the server's probe",
                () -> client.received().substring(received).endsWith("}"));
        add("echo from the server", client.sent().get(sent), client.received().substring(received));
    }

    private void exchange(String name, OvsdbClient client, Runnable call) {
        int sent = client.sent().size();
        int received = client.received().length();
        call.run();
        String answer = client.received().substring(received);
        int update = answer.indexOf("{\"id\":null,\"method\":\"update2\"");
        if (update >= 0) {
            int end = answer.indexOf("]}", update) + 2;
            while (!balanced(answer.substring(update, end))) {
                end = answer.indexOf('}', end) + 1;
            }
            add(name.replace("transact", "update2"), "", answer.substring(update, end));
            answer = answer.substring(0, update) + answer.substring(end);
        }
        add(name, String.join(" ", client.sent().subList(sent, client.sent().size())), answer);
    }

    private static boolean balanced(String text) {
        return text.chars().filter(c -> c == '{').count()
                == text.chars().filter(c -> c == '}').count();
    }

    private void add(String name, String sent, String received) {
        String brief = received.length() > 1000 ? "{\"id\":…,\"result\":{…},\"error\":null}" : received;
        rows.add("| `" + name + "` | " + code(sent) + " | " + code(brief) + " |");
    }

    private String code(String text) {
        String numbered = UUID_TEXT
                .matcher(text)
                .replaceAll(match -> names.computeIfAbsent(match.group(), _ -> "UUID-" + (names.size() + 1)));
        return numbered.isEmpty() ? "" : "`" + numbered.replace("|", "\\|") + "`";
    }
}
