package dev.heddle.ovs.ovsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.ovs.testing.DummyOvs;
import dev.heddle.ovs.testing.OvsdbClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every message that is used is exchanged with a real ovsdb-server; docs/ovsdb-messages.md tells what was sent and answered.
 * {@code -Dgolden.update=true} writes it anew.
 */
class OvsdbMessagesTest {
    private static final Path FILE = Path.of("../docs/ovsdb-messages.md");
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** What the session can send or take; a new one must be added to the conversation. */
    private static final Set<String> METHODS = Set.of(
            "list_dbs",
            "get_schema",
            "get_server_id",
            "set_db_change_aware",
            "convert",
            "monitor",
            "monitor_cond",
            "monitor_cond_since",
            "monitor_cond_change",
            "monitor_cancel",
            "monitor_canceled",
            "transact",
            "cancel",
            "lock",
            "steal",
            "unlock",
            "locked",
            "stolen",
            "echo",
            "update",
            "update2",
            "update3");

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
        assertThat(table)
                .as("run with -Dgolden.update=true and review the difference")
                .isEqualTo(Files.readString(FILE));
    }

    private static String port(DummyOvs ovs) {
        return ovs.vsctl("--bare", "--if-exists", "get", "Manager", ".", "status:bound_port")
                .strip()
                .replace("\"", "");
    }

    private void converse(OvsdbClient client, OvsdbClient other) {
        exchange("list_dbs", client, () -> client.call(s -> s.listDatabases(System.nanoTime())));
        exchange("get_schema", client, client::schema);
        exchange("get_server_id", client, () -> client.call(s -> s.serverId(System.nanoTime())));
        exchange("echo", client, () -> client.call(s -> s.echo(System.nanoTime())));
        Schema schema = other.schema();
        MonitorRequest queues = MonitorRequest.NOTHING.with(
                "Queue", List.of("dscp", "external_ids"), RowFilter.anyOf(Condition.equal("dscp", OvsdbValue.of(7))));
        MonitorRequest all = MonitorRequest.NOTHING.with("Queue", "dscp", "external_ids");
        Replica replica = begin(MonitorMethod.CONDITIONAL, client, schema, queues);
        begin(MonitorMethod.PLAIN, other, schema, all);
        change(client, other, schema);
        assertThat(replica.rows("Queue")).isEmpty();
        since(client, schema, all);
        exchange("monitor_cancel", client, () -> client.call(s -> s.cancelMonitor(replica, System.nanoTime())));
        locks(client, other);
        cancel(client, schema);
        peerEcho(client);
        convert(client, other, schema, all);
    }

    private Replica begin(MonitorMethod method, OvsdbClient client, Schema schema, MonitorRequest request) {
        exchange(method.request, client, () -> client.call(s -> s.monitor(method, schema, request, System.nanoTime())));
        OvsdbEvent last = client.events().getLast();
        return ((OvsdbResult.Monitoring) ((OvsdbEvent.Replied) last).result()).replica();
    }

    /** Each operation once, and what the two monitors say of it. */
    private void change(OvsdbClient client, OvsdbClient other, Schema schema) {
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
                new Operation.Commit(true),
                new Operation.Abort(),
                Operation.delete("Queue", seven))) {
            schema.check(List.of(operation));
            boolean changes = operation instanceof Operation.Insert
                    || operation instanceof Operation.Update
                    || operation instanceof Operation.Mutate
                    || operation instanceof Operation.Delete;
            int seenByOther = other.received().length();
            transact(client, operation);
            if (changes) {
                other.pumpUntil("the update", () -> other.received().length() > seenByOther);
                add("update " + name(operation), "", other.received().substring(seenByOther));
            }
        }
    }

    private void transact(OvsdbClient client, Operation operation) {
        operations.add(name(operation));
        exchange("transact " + name(operation), client, () -> client.transact(operation));
    }

    private static String name(Operation operation) {
        return operation.getClass().getSimpleName();
    }

    /** A row whose id we choose comes into a monitor's view, and goes when the monitor looks elsewhere. */
    private void since(OvsdbClient client, Schema schema, MonitorRequest all) {
        Replica replica = begin(MonitorMethod.SINCE, client, schema, all);
        UUID uuid = UUID.fromString("00000000-0000-4000-8000-000000000001");
        transact(
                client,
                new Operation.Insert("Queue", new TreeMap<>(Map.of("dscp", OvsdbValue.of(9))), "", Optional.of(uuid)));
        assertThat(replica.rows("Queue")).extracting(Row::uuid).containsExactly(uuid);
        exchange(
                "monitor_cond_change",
                client,
                () -> client.call(
                        s -> s.changeFilters(replica, all.filtered("Queue", RowFilter.NONE), System.nanoTime())));
        assertThat(replica.rows("Queue")).isEmpty();
    }

    private void locks(OvsdbClient client, OvsdbClient other) {
        exchange("lock", client, () -> client.call(s -> s.lock("l", System.nanoTime())));
        transact(client, new Operation.Assert("l"));
        exchange("lock by another", other, () -> other.call(s -> s.lock("l", System.nanoTime())));
        transact(other, new Operation.Assert("l"));
        int seen = other.received().length();
        exchange("unlock", client, () -> client.call(s -> s.unlock("l", System.nanoTime())));
        other.pumpUntil("the lock", () -> other.events().contains(new OvsdbEvent.LockChanged("l", true)));
        add("locked", "", other.received().substring(seen));
        int before = other.received().length();
        exchange("steal", client, () -> client.call(s -> s.steal("l", System.nanoTime())));
        other.pumpUntil("the theft", () -> other.events().contains(new OvsdbEvent.LockChanged("l", false)));
        add("stolen", "", other.received().substring(before));
    }

    /** A transaction that waits for what never comes, until we have enough. */
    private void cancel(OvsdbClient client, Schema schema) {
        Operation never = new Operation.Wait(
                "Queue",
                List.of(),
                List.of("dscp"),
                true,
                List.of(new TreeMap<>(Map.of("dscp", OvsdbValue.of(1)))),
                OptionalLong.empty());
        schema.check(List.of(never));
        exchange("cancel", client, () -> {
            client.call(s -> {
                long id = s.transact("Open_vSwitch", List.of(never), System.nanoTime());
                s.cancel(id, System.nanoTime());
                return id;
            });
        });
        assertThat(client.events().getLast().toString()).contains("canceled");
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

    /** The schema that the database has already: its monitors end all the same. */
    private void convert(OvsdbClient client, OvsdbClient other, Schema schema, MonitorRequest all) {
        exchange(
                "set_db_change_aware",
                client,
                () -> client.call(s -> s.setDatabaseChangeAware(true, System.nanoTime())));
        other.call(s -> s.setDatabaseChangeAware(true, System.nanoTime()));
        Replica replica = begin(MonitorMethod.CONDITIONAL, client, schema, all);
        String text;
        try {
            text = Files.readString(Path.of("/usr/share/openvswitch/vswitch.ovsschema"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int seen = client.received().length();
        exchange("convert", other, () -> other.call(s -> s.convert("Open_vSwitch", text, System.nanoTime())));
        client.pumpUntil("the monitor's end", () -> client.events().contains(new OvsdbEvent.MonitorEnded(replica)));
        add("monitor_canceled", "", split(client.received().substring(seen)).getLast());
    }

    /** Notifications that come before the answer get rows of their own. */
    private void exchange(String name, OvsdbClient client, Runnable call) {
        int sent = client.sent().size();
        int received = client.received().length();
        call.run();
        String request =
                String.join(" ", client.sent().subList(sent, client.sent().size()));
        for (String message : split(client.received().substring(received))) {
            if (message.startsWith("{\"id\":null")) {
                String method = message.split("\"")[5];
                add(name.startsWith("transact ") ? name.replace("transact", method) : method + " " + name, "", message);
            } else {
                add(name, request, message);
            }
        }
    }

    private static List<String> split(String stream) {
        JsonFramer framer = new JsonFramer(OvsdbLimits.DEFAULT);
        ByteBuffer bytes = ByteBuffer.wrap(stream.getBytes(StandardCharsets.UTF_8));
        List<String> out = new ArrayList<>();
        try {
            for (byte[] each = framer.next(bytes); each != null; each = framer.next(bytes)) {
                out.add(new String(each, StandardCharsets.UTF_8));
            }
        } catch (BadMessage e) {
            throw new AssertionError(e);
        }
        return out;
    }

    private void add(String name, String sent, String received) {
        String brief = received.length() > 1000 ? "{\"id\":…,\"result\":{…},\"error\":null}" : received;
        String asked = sent.length() > 1000 ? sent.substring(0, 60) + "…" : sent;
        rows.add("| `" + name + "` | " + code(asked) + " | " + code(brief) + " |");
    }

    private String code(String text) {
        String numbered = UUID_TEXT
                .matcher(text)
                .replaceAll(match -> names.computeIfAbsent(match.group(), _ -> "UUID-" + (names.size() + 1)));
        return numbered.isEmpty() ? "" : "`" + numbered.replace("|", "\\|") + "`";
    }
}
