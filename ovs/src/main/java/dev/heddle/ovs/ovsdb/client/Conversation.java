package dev.heddle.ovs.ovsdb.client;

import dev.heddle.ovs.ovsdb.OvsdbEvent;
import dev.heddle.ovs.ovsdb.OvsdbResult;
import dev.heddle.ovs.ovsdb.OvsdbSession;
import dev.heddle.ovs.ovsdb.Schema;
import dev.heddle.ovs.ovsdb.client.OvsdbException.Kind;
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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of its connections, one after another. A request waits for a connection, with the database's schema, and for
 * a place among those that await an answer. The loop owns the state.
 */
final class Conversation implements OvsdbHandler {
    /** Makes one request and returns its number. */
    interface Request {
        long send(OvsdbSession session, Schema schema, long now);
    }

    private record Ask(Request request, CompletableFuture<OvsdbResult> answer) {
        void fail(Kind kind, String why) {
            answer.completeExceptionally(new OvsdbException(kind, why));
        }
    }

    private static final String NEVER = "no connection yet";

    private final EventLoop loop;
    private final String database;
    private final Duration patience;
    private final int maxWaiting;
    /** For any connection. */
    private final ArrayDeque<Ask> waiting = new ArrayDeque<>();
    /** For the present connection; before the others. */
    private final ArrayDeque<Ask> urgent = new ArrayDeque<>();

    private final Map<Long, Ask> sent = new HashMap<>();
    private final List<Follower> followers = new ArrayList<>();
    private @Nullable OvsdbConnection connection;
    private @Nullable Schema schema;
    private long schemaRequest;
    /** Why the last connection ended or did not come about: a peer may turn one away when it seems to stand. */
    private String reason = NEVER;

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

    /** Completed on the loop, never with {@link OvsdbResult.Failed}. From any thread. */
    CompletableFuture<OvsdbResult> ask(Request request) {
        CompletableFuture<OvsdbResult> answer = new CompletableFuture<>();
        execute(() -> take(new Ask(request, answer)), answer);
        return answer;
    }

    /** Likewise, on the present connection only: LOST where there is none or it ends. On the loop. */
    CompletableFuture<OvsdbResult> askNow(Request request) {
        Ask ask = new Ask(request, new CompletableFuture<>());
        if (schema == null) {
            ask.fail(Kind.LOST, reason);
        } else {
            urgent.add(ask);
            flush();
        }
        return ask.answer;
    }

    /** Forgets a request that was not sent; has the server give up one that waits there. From any thread. */
    void cancel(CompletableFuture<OvsdbResult> answer) {
        execute(
                () -> {
                    answer.cancel(false);
                    waiting.removeIf(ask -> ask.answer.isCancelled());
                    List<Long> requests = sent.entrySet().stream()
                            .filter(entry -> entry.getValue().answer.isCancelled())
                            .map(Map.Entry::getKey)
                            .toList();
                    if (connection != null) {
                        connection.run(session -> requests.forEach(id -> session.cancel(id, System.nanoTime())));
                    }
                },
                answer);
    }

    /** Runs a task on the loop, or fails this where the client is closed. From any thread. */
    void execute(Runnable task, CompletableFuture<?> otherwise) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            otherwise.completeExceptionally(closed());
        }
    }

    static OvsdbException closed() {
        return new OvsdbException(Kind.CLOSED, "the client is closed");
    }

    /** From any thread. */
    void join(Follower follower) {
        Runnable join = () -> {
            followers.add(follower);
            if (closed) {
                follower.closed();
            } else if (schema != null) {
                follower.connected();
            }
        };
        try {
            loop.execute(join);
        } catch (RejectedExecutionException e) {
            follower.closed();
        }
    }

    /** On the loop. */
    void leave(Follower follower) {
        followers.remove(follower);
    }

    private void take(Ask ask) {
        if (closed) {
            ask.answer.completeExceptionally(closed());
        } else if (waiting.size() >= maxWaiting) {
            ask.fail(Kind.UNREACHABLE, maxWaiting + " requests wait already: " + reason);
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
            ask.fail(Kind.UNREACHABLE, reason);
        }
    }

    private void flush() {
        if (connection != null) {
            connection.run(this::send);
        }
    }

    private void send(OvsdbSession session) {
        while (schema != null && session.free() > 0 && !(urgent.isEmpty() && waiting.isEmpty())) {
            Ask ask = urgent.isEmpty() ? waiting.remove() : urgent.remove();
            try {
                sent.put(ask.request.send(session, schema, System.nanoTime()), ask);
            } catch (IllegalArgumentException e) {
                ask.answer.completeExceptionally(e);
            }
        }
    }

    @Override
    public void refused(String why) {
        reason = why;
    }

    /** Where we listen, a second server that dials is turned away. */
    @Override
    public void connected(OvsdbConnection made, OvsdbSession session) {
        if (connection != null) {
            session.disconnected("there is a connection already");
            return;
        }
        connection = made;
        if (reason.equals(NEVER)) {
            reason = "the server has not told its schema yet";
        }
        schemaRequest = session.schema(database, System.nanoTime());
    }

    @Override
    public void event(OvsdbConnection made, OvsdbSession session, OvsdbEvent event) {
        if (!made.equals(connection)) {
            return;
        }
        switch (event) {
            case OvsdbEvent.Replied(long request, OvsdbResult result)
            when request == schemaRequest -> described(session, result);
            case OvsdbEvent.Replied(long request, OvsdbResult result) -> replied(request, result);
            case OvsdbEvent.Changed _, OvsdbEvent.LockChanged _ ->
                List.copyOf(followers).forEach(follower -> follower.event(event));
            case OvsdbEvent.MonitorEnded _ -> session.disconnected("the server ended a monitor");
            case OvsdbEvent.Closed(var fault) -> ended(fault.toString());
        }
        send(session);
    }

    private void described(OvsdbSession session, OvsdbResult result) {
        if (result instanceof OvsdbResult.Described(Schema described)) {
            schema = described;
            List.copyOf(followers).forEach(Follower::connected);
        } else if (result instanceof OvsdbResult.Failed failed) {
            session.disconnected("the server refused get_schema of " + database + ": " + failed.error());
        }
    }

    private void replied(long request, OvsdbResult result) {
        Ask ask = sent.remove(request);
        if (ask == null) {
            return;
        }
        if (result instanceof OvsdbResult.Failed failed) {
            ask.answer.completeExceptionally(new OvsdbException(
                    Kind.REFUSED, failed.operation(), failed.error().toString()));
        } else {
            ask.answer.complete(result);
        }
    }

    private void ended(String why) {
        boolean wasUp = schema != null;
        connection = null;
        schema = null;
        reason = why;
        List<Ask> lost = new ArrayList<>(sent.values());
        lost.addAll(urgent);
        sent.clear();
        urgent.clear();
        lost.forEach(ask -> ask.fail(Kind.LOST, why));
        if (wasUp) {
            List.copyOf(followers).forEach(follower -> follower.disconnected(why));
        }
    }

    /** Nothing is sent any more. On the loop. */
    void close() {
        closed = true;
        for (Ask ask = waiting.poll(); ask != null; ask = waiting.poll()) {
            ask.answer.completeExceptionally(closed());
        }
        followers.forEach(Follower::closed);
        followers.clear();
        if (connection != null) {
            connection.close();
        }
    }
}
