package dev.heddle.ovs.ovsdb.client;

import dev.heddle.ovs.ovsdb.MonitorMethod;
import dev.heddle.ovs.ovsdb.MonitorRequest;
import dev.heddle.ovs.ovsdb.OvsdbEvent;
import dev.heddle.ovs.ovsdb.OvsdbResult;
import dev.heddle.ovs.ovsdb.Replica;
import dev.heddle.ovs.ovsdb.RowChange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A monitor that the client keeps up over its connections, and its replica of the rows. What is read of it is always the database
 * at one point in time; while there is no connection, an old one. Its methods may be called from any thread.
 */
public final class Watch implements Follower, AutoCloseable {
    private final Conversation conversation;
    private final MonitorListener listener;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final List<CompletableFuture<Void>> selections = new ArrayList<>();
    private MonitorRequest wanted;
    private MonitorMethod method = MonitorMethod.SINCE;
    private @Nullable Replica replica;
    private boolean running;
    private boolean changing;
    private boolean closed;

    Watch(Conversation conversation, MonitorRequest wanted, MonitorListener listener) {
        this.conversation = conversation;
        this.wanted = wanted;
        this.listener = listener;
    }

    /** Done when every row that is selected is there for the first time. Fails where the monitor is refused before that. */
    public CompletionStage<Void> ready() {
        return ready.minimalCompletionStage();
    }

    /** Reads, once it is ready, on the client's loop: everything that {@code reading} sees is of one point in time. */
    public <T> CompletionStage<T> read(Function<Replica, T> reading) {
        CompletableFuture<T> out = new CompletableFuture<>();
        var _ = ready.whenComplete((_, failure) -> conversation.execute(
                () -> {
                    if (replica == null) {
                        out.completeExceptionally(failure);
                        return;
                    }
                    try {
                        out.complete(reading.apply(replica));
                    } catch (RuntimeException e) {
                        out.completeExceptionally(e);
                    }
                },
                out));
        return out;
    }

    /**
     * Selects other rows of the same columns. Rows come and go in one step.
     *
     * @return done when the replica holds what is wanted; fails with an IllegalArgumentException where the columns differ or the
     *     server knows no conditions
     */
    public CompletionStage<Void> select(MonitorRequest request) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        conversation.execute(
                () -> {
                    wanted = request;
                    selections.add(done);
                    settle();
                },
                done);
        return done;
    }

    /** Ends the monitor. */
    @Override
    public void close() {
        conversation.execute(
                () -> {
                    conversation.leave(this);
                    if (running && replica != null) {
                        end(replica);
                    }
                    closed();
                },
                ready);
    }

    private void end(Replica of) {
        running = false;
        var _ = conversation.askNow((session, _, now) -> session.cancelMonitor(of, now));
    }

    @Override
    public void connected() {
        method = MonitorMethod.SINCE;
        begin();
    }

    private void begin() {
        Replica known = replica;
        var _ = conversation
                .askNow((session, schema, now) -> known == null
                        ? session.monitor(method, schema, wanted, now)
                        : session.resume(method, known, schema, wanted, now))
                .whenComplete((result, failure) -> {
                    if (result instanceof OvsdbResult.Monitoring(Replica made, boolean _)) {
                        begun(made);
                    } else if (failure instanceof OvsdbException e && e.kind() == OvsdbException.Kind.LOST) {
                        running = false;
                    } else if (method != MonitorMethod.PLAIN && isUnknownMethod(failure)) {
                        method = method == MonitorMethod.SINCE ? MonitorMethod.CONDITIONAL : MonitorMethod.PLAIN;
                        begin();
                    } else if (failure instanceof RuntimeException e) {
                        refused(e);
                    }
                });
    }

    private static boolean isUnknownMethod(Throwable failure) {
        return failure instanceof OvsdbException
                && String.valueOf(failure.getMessage()).startsWith("unknown method");
    }

    private void begun(Replica made) {
        if (closed) {
            end(made);
            return;
        }
        running = true;
        if (replica == null) {
            replica = made;
            listener.changed(made, everyRow(made));
            ready.complete(null);
        }
        settle();
    }

    private static List<RowChange> everyRow(Replica replica) {
        List<RowChange> out = new ArrayList<>();
        for (String table : replica.request().tables().keySet()) {
            replica.rows(table).forEach(row -> out.add(new RowChange(table, null, row)));
        }
        return out;
    }

    /** One change of the filters is under way at a time; the last that is wanted comes about. */
    private void settle() {
        if (!running || changing || replica == null) {
            return;
        }
        if (replica.request().equals(wanted)) {
            List.copyOf(selections).forEach(selection -> selection.complete(null));
            selections.clear();
            return;
        }
        changing = true;
        Replica of = replica;
        MonitorRequest to = wanted;
        var _ = conversation
                .askNow((session, _, now) -> session.changeFilters(of, to, now))
                .whenComplete((result, failure) -> {
                    changing = false;
                    if (result != null) {
                        settle();
                    } else if (!(failure instanceof OvsdbException e && e.kind() == OvsdbException.Kind.LOST)) {
                        wanted = of.request();
                        selections.forEach(selection -> selection.completeExceptionally(failure));
                        selections.clear();
                    }
                });
    }

    private void refused(RuntimeException why) {
        fail(why);
        listener.refused(why);
    }

    private void fail(RuntimeException why) {
        ready.completeExceptionally(why);
        selections.forEach(selection -> selection.completeExceptionally(why));
        selections.clear();
    }

    @Override
    public void closed() {
        closed = true;
        fail(Conversation.closed());
    }

    @Override
    public void event(OvsdbEvent event) {
        if (event instanceof OvsdbEvent.Changed(Replica changed, List<RowChange> changes) && changed == replica) {
            listener.changed(changed, changes);
        }
    }

    @Override
    public void disconnected(String why) {
        running = false;
        changing = false;
        listener.disconnected(why);
    }
}
