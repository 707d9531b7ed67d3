package dev.heddle.ovs.ovsdb.client;

import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OperationResult;
import dev.heddle.ovs.ovsdb.OvsdbLimits;
import dev.heddle.ovs.ovsdb.OvsdbResult;
import dev.heddle.ovs.ovsdb.Schema;
import dev.heddle.ovs.ovsdb.net.Backoff;
import dev.heddle.ovs.ovsdb.net.OvsdbDialer;
import dev.heddle.ovs.ovsdb.net.OvsdbTarget;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A client of one OVSDB server and one of its databases, which dials again after each end of the connection. Requests may be
 * made from any thread and at any time: they wait for a connection, for as long as {@link #PATIENCE}.
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
    private final OvsdbDialer dialer;

    private OvsdbClient(OvsdbTarget target, String database, Duration patience) {
        OvsdbLimits limits = OvsdbLimits.DEFAULT;
        conversation = new Conversation(loop, database, patience, limits.maxOutstanding());
        dialer = new OvsdbDialer(loop, target, limits, Backoff.DEFAULT, new SplittableRandom(), conversation);
        dialer.start();
    }

    /**
     * Begins to dial and returns.
     *
     * @param target {@code unix:PATH} or {@code tcp:HOST:PORT}
     * @throws IllegalArgumentException if the target cannot be read
     */
    public static OvsdbClient open(String target) {
        return open(target, PATIENCE);
    }

    /** As {@link #open(String)}, with requests that wait this long for a connection. */
    public static OvsdbClient open(String target, Duration patience) {
        return new OvsdbClient(OvsdbTarget.parse(target), OPEN_VSWITCH, patience);
    }

    /**
     * Waits until the server has told its schema.
     *
     * @param target as for {@link #open}
     * @throws OvsdbException if that takes longer than {@link #PATIENCE}, with the reason
     */
    public static OvsdbClient connect(String target) {
        return connect(target, PATIENCE);
    }

    /** As {@link #connect(String)}, with requests, the first too, that wait this long for a connection. */
    public static OvsdbClient connect(String target, Duration patience) {
        OvsdbClient client = open(target, patience);
        try {
            var _ = await(client.schema(), patience.plusSeconds(1));
            return client;
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** What the server says of the database now. */
    public CompletionStage<Schema> schema() {
        return conversation
                .ask((session, schema, now) -> session.schema(schema.database(), now))
                .thenApply(result -> ((OvsdbResult.Described) result).schema());
    }

    /** Does all of the operations or none; one result per operation. */
    public CompletionStage<List<OperationResult>> transact(List<Operation> operations) {
        List<Operation> all = List.copyOf(operations);
        return conversation
                .ask((session, schema, now) -> {
                    schema.check(all);
                    return session.transact(schema.database(), all, now);
                })
                .thenApply(result -> ((OvsdbResult.Transacted) result).results());
    }

    public CompletionStage<List<OperationResult>> transact(Operation... operations) {
        return transact(List.of(operations));
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
                cause.addSuppressed(e);
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
        dialer.close();
        loop.execute(conversation::close);
        var ended = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        if (!loop.inEventLoop()) {
            ended.awaitUninterruptibly();
        }
    }
}
