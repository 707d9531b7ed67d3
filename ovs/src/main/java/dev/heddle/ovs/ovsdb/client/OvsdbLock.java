package dev.heddle.ovs.ovsdb.client;

import dev.heddle.ovs.ovsdb.OvsdbEvent;
import dev.heddle.ovs.ovsdb.OvsdbResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A lock of the server that the client wants for as long as this is open: it stands in line, again after each reconnect. Others who
 * take no account of it are not hindered; a transaction that shall not happen without it holds an
 * {@link dev.heddle.ovs.ovsdb.Operation.Assert}. Its methods may be called from any thread.
 */
public final class OvsdbLock implements Follower, AutoCloseable {
    private final Conversation conversation;
    private final String name;
    private final Consumer<Boolean> listener;
    private final CompletableFuture<Void> acquired = new CompletableFuture<>();
    private volatile boolean held;

    OvsdbLock(Conversation conversation, String name, Consumer<Boolean> listener) {
        this.conversation = conversation;
        this.name = name;
        this.listener = listener;
    }

    /** Whether the server gave it to us, as far as we know: it may have been stolen just now. */
    public boolean held() {
        return held;
    }

    /** Done when it is held for the first time. */
    public CompletionStage<Void> acquired() {
        return acquired.minimalCompletionStage();
    }

    /** Takes it from whoever has it. Done when the server has answered. */
    public CompletionStage<Void> steal() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        conversation.execute(
                () -> {
                    var _ = conversation.askNow((session, _, now) -> session.unlock(name, now));
                    ask((session, _, now) -> session.steal(name, now), done);
                },
                done);
        return done;
    }

    /** Gives it back, or leaves the line. */
    @Override
    public void close() {
        conversation.execute(
                () -> {
                    conversation.leave(this);
                    closed();
                    var _ = conversation.askNow((session, _, now) -> session.unlock(name, now));
                },
                acquired);
    }

    @Override
    public void connected() {
        ask((session, _, now) -> session.lock(name, now), new CompletableFuture<>());
    }

    private void ask(Conversation.Request request, CompletableFuture<Void> done) {
        var _ = conversation.askNow(request).whenComplete((result, failure) -> {
            if (result instanceof OvsdbResult.Lock(boolean now)) {
                set(now);
                done.complete(null);
            } else {
                done.completeExceptionally(failure);
            }
        });
    }

    @Override
    public void event(OvsdbEvent event) {
        if (event instanceof OvsdbEvent.LockChanged(String lock, boolean now) && lock.equals(name)) {
            set(now);
        }
    }

    @Override
    public void disconnected(String why) {
        set(false);
    }

    @Override
    public void closed() {
        set(false);
        acquired.completeExceptionally(Conversation.closed());
    }

    private void set(boolean now) {
        if (held != now) {
            held = now;
            if (now) {
                acquired.complete(null);
            }
            listener.accept(now);
        }
    }
}
