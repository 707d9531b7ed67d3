package dev.heddle.ovs.ovsdb;

import static dev.heddle.ovs.ovsdb.OvsdbFault.Kind.NOT_RPC;
import static dev.heddle.ovs.ovsdb.OvsdbFault.Kind.UNEXPECTED_REPLY;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A client of one OVSDB server over any byte stream (RFC 7047), without I/O, clock or thread: bytes, the end of the stream
 * and the time go in; {@link #drain} gives what came of it. Whoever made the connection, the server is always the peer.
 *
 * <p>Times are nanoseconds of one monotonic clock. Not thread-safe: one owner. Requests fail with IllegalStateException when
 * the session is closed or {@link #free} is 0.
 */
public final class OvsdbSession {
    private record Pending(PendingRequest request, long sentAt) {}

    private final OvsdbLimits limits;
    private final JsonFramer framer;
    private final LinkedHashMap<Long, Pending> pending = new LinkedHashMap<>();
    private final Map<String, UpdateJson> monitors = new LinkedHashMap<>();
    private final List<byte[]> messages = new ArrayList<>();
    private final List<OvsdbEvent> events = new ArrayList<>();
    private long lastId;
    private long heardAt;
    private boolean open = true;

    public OvsdbSession(OvsdbLimits limits, long now) {
        this.limits = limits;
        this.framer = new JsonFramer(limits);
        this.heardAt = now;
    }

    /**
     * What the session wants done since the last call.
     *
     * @param messages to be written in this order; not to be changed
     * @param close the stream is to be closed, after these messages
     */
    public record Output(List<byte[]> messages, List<OvsdbEvent> events, boolean close) {}

    public Output drain() {
        Output out = new Output(List.copyOf(messages), List.copyOf(events), !open);
        messages.clear();
        events.clear();
        return out;
    }

    /** Takes bytes from the peer: all of them, whatever they are. */
    public void receive(ByteBuffer bytes, long now) {
        if (bytes.hasRemaining()) {
            heardAt = now;
        }
        while (open) {
            byte[] message = null;
            try {
                message = framer.next(bytes);
                if (message == null) {
                    return;
                }
                dispatch(Json.read(message));
            } catch (BadMessage e) {
                byte[] raw = message == null ? framer.partial() : message;
                close(e.kind(), Objects.requireNonNullElse(e.getMessage(), ""), raw);
            }
        }
    }

    /** To be called at {@link #nextDeadline} or later. */
    public void tick(long now) {
        if (!open) {
            return;
        }
        Pending oldest = oldest();
        if (oldest != null && now - oldest.sentAt >= limits.answerWithin().toNanos()) {
            close(OvsdbFault.Kind.TIMEOUT, "no answer within " + limits.answerWithin(), new byte[0]);
        } else if (oldest == null && now - heardAt >= limits.probeAfter().toNanos()) {
            send("echo", Json.array(), new PendingRequest.Echo(true), now);
        }
    }

    /** When {@link #tick} is to be called next; empty once closed. */
    public OptionalLong nextDeadline() {
        if (!open) {
            return OptionalLong.empty();
        }
        Pending oldest = oldest();
        return OptionalLong.of(
                oldest == null
                        ? heardAt + limits.probeAfter().toNanos()
                        : oldest.sentAt + limits.answerWithin().toNanos());
    }

    /** The stream has ended or broke. */
    public void disconnected(String why) {
        close(OvsdbFault.Kind.DISCONNECTED, why, framer.partial());
    }

    public boolean isOpen() {
        return open;
    }

    /** How many more requests the session takes now. */
    public int free() {
        return open ? Math.max(0, limits.maxOutstanding() - pending.size()) : 0;
    }

    /**
     * Answered by {@link OvsdbResult.Transacted}.
     *
     * @return the request's number
     */
    public long transact(String database, List<Operation> operations, long now) {
        ArrayNode params = Json.array().add(database);
        operations.forEach(operation -> params.add(OperationJson.write(operation)));
        return request("transact", params, new PendingRequest.Transact(List.copyOf(operations)), now);
    }

    /**
     * {@code monitor_cond}; answered by {@link OvsdbResult.Monitoring}.
     *
     * @throws IllegalArgumentException if the schema lacks what is wanted
     */
    public long monitor(Schema schema, MonitorRequest request, long now) {
        return monitor("monitor_cond", schema, request, now);
    }

    /** {@code monitor} of RFC 7047, for servers that know nothing newer: all rows, conditions are not possible. */
    public long monitorPlainly(Schema schema, MonitorRequest request, long now) {
        if (request.tables().values().stream().anyMatch(table -> !table.where().isEmpty())) {
            throw new IllegalArgumentException("monitor takes no conditions");
        }
        return monitor("monitor", schema, request, now);
    }

    /** Ends a monitor; answered by {@link OvsdbResult.Cancelled}. */
    public long cancelMonitor(Replica replica, long now) {
        String id = monitors.entrySet().stream()
                .filter(monitor -> monitor.getValue().replica() == replica)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a monitor of this session"));
        return request("monitor_cancel", Json.array().add(id), new PendingRequest.Cancel(id), now);
    }

    /** Answered by {@link OvsdbResult.Described}. */
    public long schema(String database, long now) {
        return request("get_schema", Json.array().add(database), new PendingRequest.Describe(), now);
    }

    /** Answered by {@link OvsdbResult.Databases}. */
    public long listDatabases(long now) {
        return request("list_dbs", Json.array(), new PendingRequest.ListDatabases(), now);
    }

    /** Answered by {@link OvsdbResult.Echoed}. */
    public long echo(long now) {
        return request("echo", Json.array(), new PendingRequest.Echo(false), now);
    }

    private long monitor(String method, Schema schema, MonitorRequest request, long now) {
        List<String> lacking = schema.lacks(request);
        if (!lacking.isEmpty()) {
            throw new IllegalArgumentException("the database lacks " + lacking);
        }
        boolean second = method.equals("monitor_cond");
        ObjectNode wanted = Json.object();
        request.tables().forEach((table, each) -> {
            ObjectNode part = Json.object();
            part.set("columns", OperationJson.texts(each.columns()));
            if (second && !each.where().isEmpty()) {
                part.set("where", OperationJson.conditions(each.where()));
            }
            wanted.set(table, Json.array().add(part));
        });
        String id = "heddle-" + (lastId + 1);
        UpdateJson updates = new UpdateJson(new Replica(schema, request), request, second);
        ArrayNode params = Json.array().add(schema.database()).add(id).add(wanted);
        return request(method, params, new PendingRequest.Monitor(id, updates), now);
    }

    private long request(String method, ArrayNode params, PendingRequest request, long now) {
        if (free() == 0) {
            throw new IllegalStateException(open ? "too many requests without an answer" : "the session is closed");
        }
        return send(method, params, request, now);
    }

    private long send(String method, ArrayNode params, PendingRequest request, long now) {
        long id = ++lastId;
        pending.put(id, new Pending(request, now));
        ObjectNode message = Json.object().put("method", method);
        message.set("params", params);
        messages.add(Json.write(message.put("id", id)));
        return id;
    }

    private @Nullable Pending oldest() {
        Map.Entry<Long, Pending> first = pending.firstEntry();
        return first == null ? null : first.getValue();
    }

    private void dispatch(JsonNode message) throws BadMessage {
        JsonNode method = message.get("method");
        JsonNode id = message.get("id");
        if (method == null) {
            reply(message, id);
        } else if (!method.isString()) {
            throw new BadMessage(NOT_RPC, "method is not a text");
        } else if (id == null || id.isNull()) {
            notified(method.stringValue(), message.path("params"));
        } else {
            answer(method.stringValue(), message.get("params"), id);
        }
    }

    private void reply(JsonNode message, @Nullable JsonNode id) throws BadMessage {
        if (id == null || !id.isIntegralNumber() || !id.canConvertToLong()) {
            throw new BadMessage(NOT_RPC, "neither method nor the id of a request");
        }
        Pending request = pending.remove(id.longValue());
        if (request == null) {
            throw new BadMessage(UNEXPECTED_REPLY, "no request has the id " + id.longValue());
        }
        JsonNode error = message.get("error");
        if (request.request instanceof PendingRequest.Echo(boolean ours) && ours) {
            return;
        }
        OvsdbResult result = error != null && !error.isNull()
                ? ReplyJson.failed(error)
                : result(request.request, message.get("result"));
        events.add(new OvsdbEvent.Replied(id.longValue(), result));
    }

    private OvsdbResult result(PendingRequest request, @Nullable JsonNode result) throws BadMessage {
        return switch (request) {
            case PendingRequest.Transact(List<Operation> operations) -> ReplyJson.transacted(operations, result);
            case PendingRequest.Monitor(String id, UpdateJson updates) -> {
                updates.replica().commit(updates.read(result));
                monitors.put(id, updates);
                yield new OvsdbResult.Monitoring(updates.replica());
            }
            case PendingRequest.Cancel(String id) -> {
                monitors.remove(id);
                yield new OvsdbResult.Cancelled();
            }
            case PendingRequest.Describe _ when result != null -> new OvsdbResult.Described(SchemaJson.read(result));
            case PendingRequest.Describe _ -> throw ValueJson.bad("a schema", null);
            case PendingRequest.ListDatabases _ -> ReplyJson.databases(result);
            case PendingRequest.Echo _ -> new OvsdbResult.Echoed();
        };
    }

    /** Notifications other than updates are not for us: they tell of locks, which we do not take. */
    private void notified(String method, JsonNode params) throws BadMessage {
        if (!method.equals("update") && !method.equals("update2")) {
            return;
        }
        JsonNode id = params.path(0);
        UpdateJson monitor = id.isString() ? monitors.get(id.stringValue()) : null;
        if (monitor == null || monitor.second() != method.equals("update2")) {
            throw new BadMessage(OvsdbFault.Kind.BAD_UPDATE, "an update for no monitor");
        }
        List<RowChange> changes = monitor.read(params.get(1));
        monitor.replica().commit(changes);
        events.add(new OvsdbEvent.Changed(monitor.replica(), changes));
    }

    private void answer(String method, @Nullable JsonNode params, JsonNode id) {
        ObjectNode out = Json.object();
        if (method.equals("echo")) {
            out.set("result", params == null ? Json.array() : params);
            out.putNull("error");
        } else {
            out.putNull("result");
            out.set("error", Json.object().put("error", "unknown method").put("details", "a client answers echo only"));
        }
        out.set("id", id);
        messages.add(Json.write(out));
    }

    private void close(OvsdbFault.Kind kind, String why, byte[] raw) {
        if (!open) {
            return;
        }
        open = false;
        pending.clear();
        byte[] kept = raw.length <= OvsdbFault.MAX_RAW_BYTES ? raw : Arrays.copyOf(raw, OvsdbFault.MAX_RAW_BYTES);
        events.add(new OvsdbEvent.Closed(new OvsdbFault(kind, why, kept)));
    }
}
