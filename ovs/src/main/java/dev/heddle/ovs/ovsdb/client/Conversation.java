package dev.heddle.ovs.ovsdb.client;

import dev.heddle.ovs.ovsdb.OvsdbEvent;
import dev.heddle.ovs.ovsdb.OvsdbResult;
import dev.heddle.ovs.ovsdb.OvsdbSession;
import dev.heddle.ovs.ovsdb.Schema;
import dev.heddle.ovs.ovsdb.net.OvsdbConnection;
import dev.heddle.ovs.ovsdb.net.OvsdbHandler;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of its connections, one after another. A request waits for a connection, with the database's schema,
 * and for a place among those that await an answer. All but {@link #ask} is called on the loop, which owns the state.
 */
final class Conversation implements OvsdbHandler {
    /** Makes one request and returns its number. */
    interface Request {
        long send(OvsdbSession session, Schema schema, long now);
    }

    private record Ask(Request request, CompletableFuture<OvsdbResult> answer) {}

    private final EventLoop loop;
    private final String database;
    private final Duration patience;
    private final int maxWaiting;
    private final ArrayDeque<Ask> waiting = new ArrayDeque<>();
    private final Map<Long, CompletableFuture<OvsdbResult>> sent = new HashMap<>();
    private @Nullable OvsdbConnection connection;
    private @Nullable Schema schema;
    private long schemaRequest;
    private String reason = "no connection yet";
    private boolean closed;

    /**
     * @param patience how long a request waits for a connection
     * @param maxWaiting requests that wait so
     */
    Conversation(EventLoop loop, String database, Duration patience, int maxWaiting) {
        this.loop = loop;
        this.database = database;
        this.patience = patience;
        this.maxWaiting = maxWaiting;
    }

    /** From any thread; completed on the loop. Never completed with {@link OvsdbResult.Failed}. */
    CompletableFuture<OvsdbResult> ask(Request request) {
        CompletableFuture<OvsdbResult> answer = new CompletableFuture<>();
        loop.execute(() -> take(new Ask(request, answer)));
        return answer;
    }

    private void take(Ask ask) {
        if (closed) {
            ask.answer.completeExceptionally(new OvsdbException(OvsdbException.Kind.CLOSED, "the client is closed"));
        } else if (waiting.size() >= maxWaiting) {
            ask.answer.completeExceptionally(new OvsdbException(
                    OvsdbException.Kind.UNREACHABLE, maxWaiting + " requests wait already: " + reason));
        } else {
            waiting.add(ask);
            flush();
            if (!waiting.isEmpty()) {
                var timer = loop.schedule(() -> giveUp(ask), patience.toNanos(), TimeUnit.NANOSECONDS);
                var _ = ask.answer.whenComplete((_, _) -> timer.cancel(false));
            }
        }
    }

    private void giveUp(Ask ask) {
        if (waiting.remove(ask)) {
            ask.answer.completeExceptionally(new OvsdbException(OvsdbException.Kind.UNREACHABLE, reason));
        }
    }

    private void flush() {
        if (connection != null) {
            connection.run(this::send);
        }
    }

    private void send(OvsdbSession session) {
        while (schema != null && session.free() > 0 && !waiting.isEmpty()) {
            Ask ask = waiting.remove();
            try {
                sent.put(ask.request.send(session, schema, System.nanoTime()), ask.answer);
            } catch (IllegalArgumentException e) {
                ask.answer.completeExceptionally(e);
            }
        }
    }

    @Override
    public void refused(String why) {
        reason = why;
    }

    @Override
    public void connected(OvsdbConnection made, OvsdbSession session) {
        connection = made;
        reason = "the server has not told its schema yet";
        schemaRequest = session.schema(database, System.nanoTime());
    }

    @Override
    public void event(OvsdbConnection made, OvsdbSession session, OvsdbEvent event) {
        switch (event) {
            case OvsdbEvent.Replied(long request, OvsdbResult result) -> replied(session, request, result);
            case OvsdbEvent.Changed _, OvsdbEvent.LockChanged _, OvsdbEvent.MonitorEnded _ -> {}
            case OvsdbEvent.Closed(var fault) -> ended(fault.toString());
        }
    }

    private void replied(OvsdbSession session, long request, OvsdbResult result) {
        if (request == schemaRequest) {
            if (result instanceof OvsdbResult.Described(Schema described)) {
                schema = described;
            } else if (result instanceof OvsdbResult.Failed failed) {
                session.disconnected("the server refused get_schema of " + database + ": " + failed.error());
            }
        } else {
            CompletableFuture<OvsdbResult> answer = sent.remove(request);
            if (answer != null && result instanceof OvsdbResult.Failed failed) {
                answer.completeExceptionally(new OvsdbException(
                        OvsdbException.Kind.REFUSED,
                        failed.operation(),
                        failed.error().toString()));
            } else if (answer != null) {
                answer.complete(result);
            }
        }
        send(session);
    }

    private void ended(String why) {
        connection = null;
        schema = null;
        reason = why;
        List<CompletableFuture<OvsdbResult>> lost = new ArrayList<>(sent.values());
        sent.clear();
        lost.forEach(answer -> answer.completeExceptionally(new OvsdbException(OvsdbException.Kind.LOST, why)));
    }

    /** Nothing is sent any more. */
    void close() {
        closed = true;
        for (Ask ask = waiting.poll(); ask != null; ask = waiting.poll()) {
            ask.answer.completeExceptionally(new OvsdbException(OvsdbException.Kind.CLOSED, "the client is closed"));
        }
    }
}
