package dev.heddle.simulator.ovsdb;

import dev.heddle.ovs.ovsdb.BadMessage;
import dev.heddle.ovs.ovsdb.JsonFramer;
import dev.heddle.ovs.ovsdb.OvsdbLimits;
import dev.heddle.ovs.ovsdb.OvsdbWire;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The server's side of one connection (RFC 7047 section 4): bytes and time in, messages out. Made by {@link
 * SimDatabase#connect}; owned by the database's owner. A transaction of one session may give output to others.
 */
public final class DatabaseSession {
    private static final UUID NO_TRANSACTION = new UUID(0, 0);

    /** A transaction whose {@code wait} is not met. */
    private record Parked(JsonNode id, List<JsonNode> operations, long since, long waitMillis) {}

    private final SimDatabase database;
    private final JsonFramer framer = new JsonFramer(OvsdbLimits.DEFAULT);
    private final List<byte[]> messages = new ArrayList<>();
    private final Map<JsonNode, DatabaseMonitor> monitors = new LinkedHashMap<>();
    private final Map<JsonNode, Parked> parked = new LinkedHashMap<>();
    private final long probeNanos;
    private long heardAt;
    private boolean probed;
    private boolean changeAware;
    private boolean open = true;

    /** @param probeNanos silence after which the client is asked for an echo, and again until it is given up; 0 for never */
    DatabaseSession(SimDatabase database, long probeNanos, long now) {
        this.database = database;
        this.probeNanos = probeNanos;
        this.heardAt = now;
    }

    /** Takes all of the bytes, whatever they are; what is no JSON-RPC ends the session. */
    public void receive(ByteBuffer bytes, long now) {
        database.at(now);
        try {
            while (open) {
                byte[] message = framer.next(bytes);
                if (message == null) {
                    return;
                }
                heardAt = now;
                probed = false;
                dispatch(OvsdbWire.read(message), now);
            }
        } catch (BadMessage e) {
            close();
        }
    }

    /** What is to be sent since the last call, in this order; not to be changed. */
    public List<byte[]> drain() {
        List<byte[]> out = List.copyOf(messages);
        messages.clear();
        return out;
    }

    public boolean hasOutput() {
        return !messages.isEmpty();
    }

    /** False once the stream is to be closed, after what is still to be sent. */
    public boolean isOpen() {
        return open;
    }

    /** The stream has ended, or is to end: what waits is forgotten, and locks are given back. */
    public void close() {
        if (open) {
            open = false;
            monitors.clear();
            parked.clear();
            database.closed(this);
        }
    }

    void tick(long now) {
        for (Parked each : List.copyOf(parked.values())) {
            if (now - each.since() >= deadline(each)) {
                retry(each, now);
            }
        }
        if (!open || probeNanos == 0 || now - heardAt < (probed ? 2 : 1) * probeNanos) {
            return;
        }
        if (probed) {
            close();
        } else {
            probed = true;
            notice("echo", JsonNodeFactory.instance.arrayNode(), JsonNodeFactory.instance.stringNode("echo"));
        }
    }

    OptionalLong nextDeadline() {
        OptionalLong out = probeNanos == 0 || !open
                ? OptionalLong.empty()
                : OptionalLong.of(heardAt + (probed ? 2 : 1) * probeNanos);
        for (Parked each : parked.values()) {
            if (each.waitMillis() != Execution.FOREVER) {
                long at = each.since() + deadline(each);
                out = OptionalLong.of(out.isPresent() ? Math.min(out.getAsLong(), at) : at);
            }
        }
        return out;
    }

    private static long deadline(Parked each) {
        return each.waitMillis() >= Long.MAX_VALUE / 1_000_000 ? Long.MAX_VALUE : each.waitMillis() * 1_000_000;
    }

    /** Rows have changed: tells what is watched of them. */
    void committed(List<Touched> changes) {
        monitors.forEach((id, monitor) -> {
            ObjectNode update = monitor.update(changes);
            if (update != null) {
                send(id, monitor, update);
            }
        });
    }

    /** Rows have changed: what waits may go on now. */
    void retryAll(long now) {
        for (Parked each : List.copyOf(parked.values())) {
            retry(each, now);
        }
    }

    void granted(String lock) {
        notice("locked", JsonNodeFactory.instance.arrayNode().add(lock), null);
    }

    void stolen(String lock) {
        notice("stolen", JsonNodeFactory.instance.arrayNode().add(lock), null);
    }

    private void dispatch(JsonNode message, long now) {
        JsonNode method = message.get("method");
        JsonNode id = message.get("id");
        if (method == null) {
            if (id == null || id.isNull()) {
                close();
            }
            return;
        }
        JsonNode params = message.get("params");
        if (!method.isString() || params == null || !params.isArray()) {
            close();
        } else if (id == null || id.isNull()) {
            if (method.stringValue().equals("cancel") && params.size() == 1) {
                cancel(params.get(0));
            }
        } else {
            request(method.stringValue(), params, id, now);
        }
    }

    private void request(String method, JsonNode params, JsonNode id, long now) {
        try {
            JsonNode result = method.equals("transact") ? transact(params, id, now) : answer(method, params, id);
            if (result != null) {
                reply(id, result, null);
            }
        } catch (Refusal e) {
            reply(id, null, e.json());
        }
        database.retryWaiting();
    }

    private @Nullable JsonNode answer(String method, JsonNode params, JsonNode id) throws Refusal {
        return switch (method) {
            case "echo" -> params;
            case "list_dbs" ->
                JsonNodeFactory.instance
                        .arrayNode()
                        .add(database.schema().schema().database());
            case "get_schema" -> {
                database.requireNamed(method, params);
                yield database.schema().json();
            }
            case "monitor", "monitor_cond", "monitor_cond_since" ->
                monitor(Objects.requireNonNull(DatabaseMonitor.Form.of(method)), params);
            case "monitor_cond_change" -> refilter(params);
            case "monitor_cancel" -> cancelMonitor(params, id);
            case "lock", "steal" -> lock(method, params);
            case "unlock" -> unlock(params);
            case "get_server_id" ->
                JsonNodeFactory.instance.stringNode(database.serverId().toString());
            case "set_db_change_aware" -> {
                if (params.size() != 1 || !params.get(0).isBoolean()) {
                    throw Refusal.syntax(params, method + ": true or false parameter expected");
                }
                changeAware = params.get(0).booleanValue();
                yield empty();
            }
            default -> refuse(id, "unknown method");
        };
    }

    /** An error that is just a text. */
    private @Nullable JsonNode refuse(JsonNode id, String why) {
        reply(id, null, JsonNodeFactory.instance.stringNode(why));
        return null;
    }

    private @Nullable JsonNode transact(JsonNode params, JsonNode id, long now) throws Refusal {
        database.requireNamed("transact", params);
        if (parked.containsKey(id)) {
            throw Refusal.syntax(params, "transact: duplicate request ID");
        }
        List<JsonNode> operations = new ArrayList<>();
        for (int i = 1; i < params.size(); i++) {
            operations.add(params.get(i));
        }
        SimDatabase.Attempt attempt = database.attempt(operations, this, 0);
        if (attempt.results() == null) {
            parked.put(id, new Parked(id, operations, now, attempt.waitMillis()));
        }
        return attempt.results();
    }

    private void retry(Parked each, long now) {
        SimDatabase.Attempt attempt = database.attempt(each.operations(), this, (now - each.since()) / 1_000_000);
        if (attempt.results() != null) {
            parked.remove(each.id());
            reply(each.id(), attempt.results(), null);
        }
    }

    private void cancel(JsonNode id) {
        if (parked.remove(id) != null && changeAware) {
            reply(id, null, JsonNodeFactory.instance.stringNode("canceled"));
        }
    }

    private JsonNode monitor(DatabaseMonitor.Form form, JsonNode params) throws Refusal {
        database.requireNamed(form.request, params);
        int wanted = form == DatabaseMonitor.Form.SINCE ? 4 : 3;
        if (form == DatabaseMonitor.Form.PLAIN ? params.size() < wanted : params.size() != wanted) {
            throw Refusal.syntax(params, "invalid parameters");
        }
        if (!params.get(2).isObject()) {
            throw Refusal.syntax(params.get(2), "monitor-requests must be object");
        }
        if (monitors.containsKey(params.get(1))) {
            throw Refusal.syntax(params.get(1), "duplicate monitor ID");
        }
        DatabaseMonitor monitor = new DatabaseMonitor(form);
        monitor.read(database.schema(), params.get(2));
        if (form == DatabaseMonitor.Form.SINCE) {
            requireTransaction(params.get(3));
        }
        monitors.put(params.get(1), monitor);
        JsonNode rows = monitor.initial(database.stored());
        return form == DatabaseMonitor.Form.SINCE
                ? JsonNodeFactory.instance
                        .arrayNode()
                        .add(false)
                        .add(NO_TRANSACTION.toString())
                        .add(rows)
                : rows;
    }

    private static void requireTransaction(JsonNode last) throws Refusal {
        if (!last.isString()) {
            throw Refusal.syntax(last, "last-txn-id must be string");
        }
        if (ValueReader.uuid(last.stringValue()) == null) {
            throw Refusal.syntax(last, "last-txn-id must be UUID format.");
        }
    }

    private JsonNode refilter(JsonNode params) throws Refusal {
        if (params.size() != 3) {
            throw Refusal.syntax(params, "invalid parameters");
        }
        DatabaseMonitor monitor = monitors.get(params.get(0));
        if (monitor == null) {
            throw Refusal.syntax(params.get(0), "unknown monitor session");
        }
        JsonNode id = params.get(1);
        if (!id.equals(params.get(0)) && monitors.containsKey(id)) {
            throw Refusal.syntax(id, "duplicate monitor ID");
        }
        if (!params.get(2).isObject()) {
            throw Refusal.syntax(null, "monitor-cond-change-requests must be object");
        }
        ObjectNode update = monitor.refilter(database.schema(), params.get(2), database.stored());
        monitors.remove(params.get(0));
        monitors.put(id, monitor);
        if (update != null) {
            send(id, monitor, update);
        }
        return empty();
    }

    private @Nullable JsonNode cancelMonitor(JsonNode params, JsonNode id) {
        if (params.size() != 1) {
            return refuse(id, "invalid parameters");
        }
        return monitors.remove(params.get(0)) == null ? refuse(id, "unknown monitor") : empty();
    }

    private JsonNode lock(String method, JsonNode params) throws Refusal {
        String lock = lockName(method, params);
        Locks locks = database.locks();
        if (locks.hasAsked(this, lock)) {
            throw Refusal.syntax(params, "must issue \"unlock\" before new \"" + method + "\"");
        }
        if (method.equals("lock")) {
            locks.lock(this, lock);
        } else {
            DatabaseSession victim = locks.steal(this, lock);
            if (victim != null) {
                victim.stolen(lock);
            }
        }
        return JsonNodeFactory.instance.objectNode().put("locked", locks.holds(this, lock));
    }

    private JsonNode unlock(JsonNode params) throws Refusal {
        String lock = lockName("unlock", params);
        if (!database.locks().hasAsked(this, lock)) {
            throw Refusal.syntax(params, "unlock: \"unlock\" without \"lock\" or \"steal\"");
        }
        DatabaseSession next = database.locks().unlock(this, lock);
        if (next != null) {
            next.granted(lock);
        }
        return empty();
    }

    private static String lockName(String method, JsonNode params) throws Refusal {
        if (params.size() != 1
                || !params.get(0).isString()
                || !Members.isId(params.get(0).stringValue())) {
            throw Refusal.syntax(params, method + " request params must be <id>");
        }
        return params.get(0).stringValue();
    }

    private static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    private void send(JsonNode id, DatabaseMonitor monitor, ObjectNode update) {
        var params = JsonNodeFactory.instance.arrayNode().add(id);
        if (monitor.form() == DatabaseMonitor.Form.SINCE) {
            params.add(NO_TRANSACTION.toString());
        }
        notice(monitor.form().notification, params.add(update), null);
    }

    private void notice(String method, JsonNode params, @Nullable JsonNode id) {
        ObjectNode out = empty();
        out.put("method", method);
        out.set("params", params);
        out.set("id", id == null ? JsonNodeFactory.instance.nullNode() : id);
        messages.add(OvsdbWire.write(out));
    }

    private void reply(JsonNode id, @Nullable JsonNode result, @Nullable JsonNode error) {
        if (!open) {
            return;
        }
        ObjectNode out = empty();
        if (error == null) {
            out.set("result", result);
            out.putNull("error");
        } else {
            out.set("error", error);
        }
        out.set("id", id);
        messages.add(OvsdbWire.write(out));
    }
}
