package dev.heddle.ovs.ovsdb.client;

import dev.heddle.ovs.ovsdb.MonitorRequest;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OperationResult;
import dev.heddle.ovs.ovsdb.OvsdbResult;
import dev.heddle.ovs.ovsdb.Schema;
import dev.heddle.ovs.ovsdb.net.OvsdbDialer;
import dev.heddle.ovs.ovsdb.net.OvsdbServer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A client of one OVSDB server and one of its databases (RFC 7047, ovsdb-server(7)), which dials again after each end of the
 * connection. Requests may be made from any thread and at any time: they wait for a connection for as long as the options say.
 *
 * <p>Stages complete on the client's event loop, which must not be blocked; {@link #await} is for other threads. They fail with
 * an {@link OvsdbException}, or with an IllegalArgumentException where a request does not fit the database's schema; such a
 * request is not sent.
 */
public final class OvsdbClient implements AutoCloseable {
    /** The database of a switch. */
    public static final String OPEN_VSWITCH = "Open_vSwitch";

    /** How long a request waits for a connection. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("heddle-ovsdb", true), NioIoHandler.newFactory());
    private final EventLoop loop = loops.next();
    private final Conversation conversation;
    private final Runnable stop;

    private OvsdbClient(OvsdbOptions options) {
        conversation = new Conversation(
                loop, options.database(), options.patience(), options.limits().maxOutstanding());
        try {
            stop = options.target().passive() ? listen(options)::close : dial(options)::close;
        } catch (RuntimeException e) {
            var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw e;
        }
    }

    private OvsdbDialer dial(OvsdbOptions options) {
        OvsdbDialer dialer = new OvsdbDialer(
                loop,
                options.target(),
                options.tls(),
                options.limits(),
                options.backoff(),
                new SplittableRandom(),
                conversation);
        dialer.start();
        return dialer;
    }

    private OvsdbServer listen(OvsdbOptions options) {
        try {
            return OvsdbServer.listen(loops, options.target(), options.tls(), options.limits(), () -> conversation);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Begins to dial, or to listen, and returns.
     *
     * @throws IllegalArgumentException if the target needs TLS and there is none
     * @throws UncheckedIOException if it cannot listen there
     */
    public static OvsdbClient open(OvsdbOptions options) {
        return new OvsdbClient(options);
    }

    /**
     * Likewise.
     *
     * @param target as {@link OvsdbOptions#of} takes it
     */
    public static OvsdbClient open(String target) {
        return open(OvsdbOptions.of(target));
    }

    /** As {@link #open(String)}, with requests that wait this long for a connection. */
    public static OvsdbClient open(String target, Duration patience) {
        return open(OvsdbOptions.of(target).withPatience(patience));
    }

    /**
     * Opens, and waits until the server has told its schema.
     *
     * @throws OvsdbException if that takes longer than the patience, with the reason
     */
    public static OvsdbClient connect(OvsdbOptions options) {
        OvsdbClient client = open(options);
        try {
            var _ = await(client.schema(), options.patience().plusSeconds(1));
            return client;
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** Likewise; see {@link #open(String)}. */
    public static OvsdbClient connect(String target) {
        return connect(OvsdbOptions.of(target));
    }

    /** As {@link #connect(String)}, with requests, the first too, that wait this long for a connection. */
    public static OvsdbClient connect(String target, Duration patience) {
        return connect(OvsdbOptions.of(target).withPatience(patience));
    }

    /** What the server says of the database now. */
    public CompletionStage<Schema> schema() {
        return conversation
                .ask((session, schema, now) -> session.schema(schema.database(), now))
                .thenApply(result -> ((OvsdbResult.Described) result).schema());
    }

    /**
     * Does all of the operations or none; one result per operation. Each is checked against the schema before anything is sent. To
     * cancel the stage as a CompletableFuture gives up a transaction that waits.
     */
    public CompletionStage<List<OperationResult>> transact(List<Operation> operations) {
        List<Operation> all = List.copyOf(operations);
        CompletableFuture<OvsdbResult> answer = conversation.ask((session, schema, now) -> {
            schema.check(all);
            return session.transact(schema.database(), all, now);
        });
        CompletableFuture<List<OperationResult>> out =
                answer.thenApply(result -> ((OvsdbResult.Transacted) result).results());
        var _ = out.whenComplete((_, _) -> {
            if (out.isCancelled()) {
                conversation.cancel(answer);
            }
        });
        return out;
    }

    public CompletionStage<List<OperationResult>> transact(Operation... operations) {
        return transact(List.of(operations));
    }

    /** Keeps a replica of the rows that are selected, over all connections. */
    public Watch monitor(MonitorRequest request, MonitorListener listener) {
        Watch watch = new Watch(conversation, request, listener);
        conversation.join(watch);
        return watch;
    }

    /** Likewise, to be read with {@link Watch#read}. */
    public Watch monitor(MonitorRequest request) {
        return monitor(request, (_, _) -> {});
    }

    /**
     * Stands in line for a lock of the server, over all connections.
     *
     * @param listener told whether it is held now; called on the client's loop
     */
    public OvsdbLock lock(String name, Consumer<Boolean> listener) {
        OvsdbLock lock = new OvsdbLock(conversation, name, listener);
        conversation.join(lock);
        return lock;
    }

    public OvsdbLock lock(String name) {
        return lock(name, _ -> {});
    }

    /** The names of the server's databases. */
    public CompletionStage<List<String>> databases() {
        return conversation
                .ask((session, _, now) -> session.listDatabases(now))
                .thenApply(result -> ((OvsdbResult.Databases) result).names());
    }

    /** The id of the server's process: another one after each start. */
    public CompletionStage<UUID> serverId() {
        return conversation
                .ask((session, _, now) -> session.serverId(now))
                .thenApply(result -> ((OvsdbResult.ServerId) result).uuid());
    }

    /**
     * Waits for a stage; not to be called on the client's loop.
     *
     * @throws OvsdbException as the stage does, or of kind TIMEOUT when the patience is over
     * @throws IllegalArgumentException as the stage does
     */
    public static <T> T await(CompletionStage<T> stage, Duration patience) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        try {
            return future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new OvsdbException(OvsdbException.Kind.TIMEOUT, "no answer within " + patience.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OvsdbException(OvsdbException.Kind.TIMEOUT, "interrupted");
        }
    }

    /** Ends the connection and fails what waits; returns when the loop has ended, at once where called on it. */
    @Override
    public void close() {
        if (loops.isShuttingDown()) {
            return;
        }
        stop.run();
        loop.execute(conversation::close);
        var ended = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        if (!loop.inEventLoop()) {
            ended.awaitUninterruptibly();
        }
    }
}
