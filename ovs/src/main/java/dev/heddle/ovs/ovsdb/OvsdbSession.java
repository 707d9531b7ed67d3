package dev.heddle.ovs.ovsdb;

import static dev.heddle.ovs.ovsdb.OvsdbFault.Kind.NOT_RPC;
import static dev.heddle.ovs.ovsdb.OvsdbFault.Kind.UNEXPECTED_REPLY;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
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
    /** Transactions that wait, for rows to become what they want: their answers may take any time. */
    private final Map<Long, PendingRequest> parked = new HashMap<>();

    private final Monitors monitors = new Monitors();
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
        while (open) {
            byte[] message = null;
            try {
                message = framer.next(bytes);
                if (message == null) {
                    return;
                }
                heardAt = now;
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
        return open ? Math.max(0, limits.maxOutstanding() - pending.size() - parked.size()) : 0;
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
     * Asks for the end of a transaction that waits. It is answered all the same: as refused ({@code canceled}), or as done where
     * it was too late. ovsdb-server mostly tells nothing of what it cancelled; the answer to an echo after it shows that.
     * Nothing is done where the transaction is answered already.
     */
    public void cancel(long transaction, long now) {
        if (!parked.containsKey(transaction) && !pending.containsKey(transaction)) {
            return;
        }
        ObjectNode message = Json.object().put("method", "cancel");
        message.set("params", Json.array().add(transaction));
        messages.add(Json.write(message.putNull("id")));
        send("echo", Json.array(), new PendingRequest.EchoAfterCancel(transaction), now);
    }

    /**
     * Watches with a new replica; answered by {@link OvsdbResult.Monitoring}.
     *
     * @throws IllegalArgumentException if the schema lacks what is wanted, or the method takes no conditions and there are some
     */
    public long monitor(MonitorMethod method, Schema schema, MonitorRequest request, long now) {
        return begin(method, new Replica(schema, request), schema, request, false, now);
    }

    /**
     * Watches with a replica of a session that has ended. Answered by {@link OvsdbResult.Monitoring}; an
     * {@link OvsdbEvent.Changed} before it tells what is different now, if anything.
     *
     * @throws IllegalArgumentException as {@link #monitor} does, or if this session keeps the replica already
     */
    public long resume(MonitorMethod method, Replica replica, Schema schema, MonitorRequest request, long now) {
        if (monitors.keeps(replica)) {
            throw new IllegalArgumentException("the replica is kept by a monitor already");
        }
        return begin(method, replica, schema, request, true, now);
    }

    /**
     * Selects other rows for a running monitor: all filters change at one point in time. Answered by {@link OvsdbResult.Done},
     * after an {@link OvsdbEvent.Changed} with the rows that come and go.
     *
     * @param wanted the columns of the replica's request, with other filters
     * @throws IllegalArgumentException if the columns differ, or the monitor is a plain one
     */
    public long changeFilters(Replica replica, MonitorRequest wanted, long now) {
        Monitor monitor = monitors.of(replica);
        if (monitor.method() == MonitorMethod.PLAIN) {
            throw new IllegalArgumentException("monitor takes no conditions");
        }
        if (!wanted.sameColumns(monitor.request())) {
            throw new IllegalArgumentException("the columns of a monitor that runs cannot be changed");
        }
        ArrayNode params = Json.array().add(monitor.id()).add(monitor.id()).add(OperationJson.filters(wanted));
        long id = request("monitor_cond_change", params, new PendingRequest.ChangeFilters(replica, wanted), now);
        replica.filtersAsked();
        return id;
    }

    /** Ends a monitor; answered by {@link OvsdbResult.Cancelled}. */
    public long cancelMonitor(Replica replica, long now) {
        Monitor monitor = monitors.of(replica);
        return request("monitor_cancel", Json.array().add(monitor.id()), new PendingRequest.EndMonitor(monitor), now);
    }

    /** Waits in line for a lock; answered by {@link OvsdbResult.Lock}. */
    public long lock(String name, long now) {
        return request("lock", Json.array().add(name), new PendingRequest.Lock(), now);
    }

    /** Takes a lock from whoever has it; answered by {@link OvsdbResult.Lock}. */
    public long steal(String name, long now) {
        return request("steal", Json.array().add(name), new PendingRequest.Lock(), now);
    }

    /** Gives a lock back, or leaves the line, or forgets that it was stolen; answered by {@link OvsdbResult.Done}. */
    public long unlock(String name, long now) {
        return request("unlock", Json.array().add(name), new PendingRequest.Plain(), now);
    }

    /** Answered by {@link OvsdbResult.Described}. */
    public long schema(String database, long now) {
        return request("get_schema", Json.array().add(database), new PendingRequest.Describe(), now);
    }

    /** Answered by {@link OvsdbResult.Databases}. */
    public long listDatabases(long now) {
        return request("list_dbs", Json.array(), new PendingRequest.ListDatabases(), now);
    }

    /** Answered by {@link OvsdbResult.ServerId}. */
    public long serverId(long now) {
        return request("get_server_id", Json.array(), new PendingRequest.ServerId(), now);
    }

    /**
     * Whether the server may keep the connection when its databases change, and tell of it by {@link OvsdbEvent.MonitorEnded}.
     * Answered by {@link OvsdbResult.Done}.
     */
    public long setDatabaseChangeAware(boolean aware, long now) {
        return request("set_db_change_aware", Json.array().add(aware), new PendingRequest.Plain(), now);
    }

    /**
     * Gives a database another schema; answered by {@link OvsdbResult.Done}.
     *
     * @param schema {@code <database-schema>}, in JSON
     * @throws IllegalArgumentException if that is no JSON
     */
    public long convert(String database, String schema, long now) {
        try {
            ArrayNode params = Json.array().add(database).add(Json.read(schema.getBytes(StandardCharsets.UTF_8)));
            return request("convert", params, new PendingRequest.Plain(), now);
        } catch (BadMessage e) {
            throw new IllegalArgumentException("a schema is JSON: " + e.getMessage(), e);
        }
    }

    /** Answered by {@link OvsdbResult.Echoed}. */
    public long echo(long now) {
        return request("echo", Json.array(), new PendingRequest.Echo(false), now);
    }

    private long begin(
            MonitorMethod method, Replica replica, Schema schema, MonitorRequest request, boolean resumes, long now) {
        List<String> lacking = schema.lacks(request);
        if (!lacking.isEmpty()) {
            throw new IllegalArgumentException("the database lacks " + lacking);
        }
        if (method == MonitorMethod.PLAIN && request.hasConditions()) {
            throw new IllegalArgumentException("monitor takes no conditions");
        }
        Monitor monitor = new Monitor(
                "heddle-" + (lastId + 1), method, replica, schema, request, replica.since(schema, request), resumes);
        return request(method.request, monitor.params(), new PendingRequest.BeginMonitor(monitor), now);
    }

    private long request(String method, ArrayNode params, PendingRequest request, long now) {
        if (free() == 0) {
            throw new IllegalStateException(open ? "too many requests without an answer" : "the session is closed");
        }
        return send(method, params, request, now);
    }

    private long send(String method, ArrayNode params, PendingRequest request, long now) {
        long id = ++lastId;
        if (request instanceof PendingRequest.Transact(List<Operation> operations) && isPatient(operations)) {
            parked.put(id, request);
        } else {
            pending.put(id, new Pending(request, now));
        }
        ObjectNode message = Json.object().put("method", method);
        message.set("params", params);
        messages.add(Json.write(message.put("id", id)));
        return id;
    }

    private static boolean isPatient(List<Operation> operations) {
        return operations.stream().anyMatch(operation -> operation instanceof Operation.Wait wait && wait.patient());
    }

    private @Nullable PendingRequest answered(long id) {
        Pending request = pending.remove(id);
        return request == null ? parked.remove(id) : request.request;
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
        PendingRequest request = answered(id.longValue());
        if (request == null) {
            throw new BadMessage(UNEXPECTED_REPLY, "no request has the id " + id.longValue());
        }
        JsonNode error = message.get("error");
        switch (request) {
            case PendingRequest.Echo(boolean ours) when ours -> {}
            case PendingRequest.EchoAfterCancel(long transaction) -> {
                if (answered(transaction) != null) {
                    replied(transaction, new OvsdbResult.Failed(OptionalInt.empty(), new OvsdbError("canceled", "")));
                }
            }
            default ->
                replied(
                        id.longValue(),
                        error != null && !error.isNull()
                                ? ReplyJson.failed(error)
                                : result(request, message.get("result")));
        }
    }

    private void replied(long request, OvsdbResult result) {
        events.add(new OvsdbEvent.Replied(request, result));
    }

    private OvsdbResult result(PendingRequest request, @Nullable JsonNode result) throws BadMessage {
        return switch (request) {
            case PendingRequest.Transact(List<Operation> operations) -> ReplyJson.transacted(operations, result);
            case PendingRequest.BeginMonitor(Monitor monitor) -> monitors.begun(monitor, result, events);
            case PendingRequest.ChangeFilters(Replica replica, MonitorRequest wanted) -> {
                replica.filtersConfirmed(wanted);
                yield new OvsdbResult.Done();
            }
            case PendingRequest.EndMonitor(Monitor monitor) -> {
                monitors.ended(monitor);
                yield new OvsdbResult.Cancelled();
            }
            case PendingRequest.Describe _ when result != null -> new OvsdbResult.Described(SchemaJson.read(result));
            case PendingRequest.Describe _ -> throw ValueJson.bad("a schema", null);
            case PendingRequest.Lock _ -> ReplyJson.locked(result);
            case PendingRequest.ServerId _ -> ReplyJson.serverId(result);
            case PendingRequest.Plain _ -> new OvsdbResult.Done();
            case PendingRequest.ListDatabases _ -> ReplyJson.databases(result);
            case PendingRequest.Echo _, PendingRequest.EchoAfterCancel _ -> new OvsdbResult.Echoed();
        };
    }

    /** What is not known is passed over: newer servers may tell more. */
    private void notified(String method, JsonNode params) throws BadMessage {
        switch (method) {
            case "update", "update2", "update3", "monitor_canceled" -> events.add(monitors.notified(method, params));
            case "locked", "stolen" -> {
                if (!params.path(0).isString()) {
                    throw new BadMessage(NOT_RPC, method + " without a lock");
                }
                events.add(new OvsdbEvent.LockChanged(params.path(0).stringValue(), method.equals("locked")));
            }
            default -> {}
        }
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
        parked.clear();
        byte[] kept = raw.length <= OvsdbFault.MAX_RAW_BYTES ? raw : Arrays.copyOf(raw, OvsdbFault.MAX_RAW_BYTES);
        events.add(new OvsdbEvent.Closed(new OvsdbFault(kind, why, kept)));
    }
}
