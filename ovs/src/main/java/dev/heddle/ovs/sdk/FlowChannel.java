package dev.heddle.ovs.sdk;

import dev.heddle.ovs.openflow.OfError;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.net.OpenFlowConnection;
import dev.heddle.ovs.openflow.net.OpenFlowDialer;
import dev.heddle.ovs.openflow.session.SessionEvent;
import dev.heddle.ovs.openflow.session.SessionLimits;
import dev.heddle.ovs.sdk.SwitchException.Kind;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One OpenFlow connection to a bridge, for callers that wait. Does nothing to the bridge but what it is asked: no
 * configuration, no role. Thread-safe; its state belongs to its event loop. Once the connection has ended, all calls fail.
 */
final class FlowChannel implements AutoCloseable {
    /** How long one answer may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A message of a call that the switch refused. */
    record Refusal(int index, OfError error) {}

    /** A message that is answered only if it is refused: its place in its call, and the call's refusals. */
    private record Sent(int index, List<Refusal> refusals) {}

    private final String name;
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("heddle-openflow", true), NioIoHandler.newFactory());
    private final EventLoop loop = loops.next();
    private final CompletableFuture<OfMessage.FeaturesReply> ready = new CompletableFuture<>();
    private final Map<Integer, Sent> sent = new HashMap<>();
    private final Map<Integer, CompletableFuture<List<OfMessage>>> requests = new HashMap<>();
    private final Map<Integer, CompletableFuture<List<Refusal>>> bundles = new HashMap<>();
    private @Nullable OpenFlowConnection connection;
    private volatile @Nullable String ended;

    private FlowChannel(String name) {
        this.name = name;
    }

    /**
     * Connects.
     *
     * @param name of the bridge and how it is reached, for messages
     * @throws SwitchException of kind UNREACHABLE
     */
    static FlowChannel connect(String name, SocketAddress address, Duration patience) {
        FlowChannel channel = new FlowChannel(name);
        OpenFlowDialer.once(address, channel.loop, SessionLimits.DEFAULT, channel::event, channel::lost);
        try {
            var _ = channel.await(channel.ready, patience);
            return channel;
        } catch (SwitchException e) {
            channel.close();
            throw new SwitchException(Kind.UNREACHABLE, String.valueOf(e.getMessage()));
        }
    }

    boolean isOpen() {
        return ended == null;
    }

    /** What the switch said of itself. */
    long datapathId() {
        return ready.join().datapathId();
    }

    /** Sends messages in order and waits until the switch has worked all of them off; gives those that it refused. */
    List<Refusal> send(List<? extends OfMessage> messages) {
        CompletableFuture<List<Refusal>> refused = new CompletableFuture<>();
        run(refused, live -> {
            List<Integer> xids = new ArrayList<>(messages.size());
            List<Refusal> refusals = new ArrayList<>();
            for (OfMessage message : messages) {
                int xid = live.send(message);
                sent.put(xid, new Sent(xids.size(), refusals));
                xids.add(xid);
            }
            CompletableFuture<List<OfMessage>> barrier = new CompletableFuture<>();
            requests.put(live.request(new OfMessage.BarrierRequest()), barrier);
            var _ = barrier.whenComplete((_, lost) -> {
                xids.forEach(sent::remove);
                if (lost == null) {
                    refused.complete(refusals);
                } else {
                    refused.completeExceptionally(lost);
                }
            });
        });
        return await(refused, PATIENCE);
    }

    /** Executes all messages or none, atomically; gives what the switch refused, by index, or -1 for the whole. */
    List<Refusal> bundle(List<? extends OfMessage> messages) {
        CompletableFuture<List<Refusal>> refused = new CompletableFuture<>();
        run(refused, live -> bundles.put(live.bundle(messages), refused));
        return await(refused, PATIENCE);
    }

    /**
     * Asks for something; gives all parts of the answer.
     *
     * @throws SwitchException of kind REFUSED with the name of the switch's error
     */
    List<OfMessage> request(OfMessage message) {
        CompletableFuture<List<OfMessage>> answer = new CompletableFuture<>();
        run(answer, live -> requests.put(live.request(message), answer));
        return await(answer, PATIENCE);
    }

    private void run(CompletableFuture<?> answer, Consumer<OpenFlowConnection> work) {
        loop.execute(() -> {
            OpenFlowConnection live = connection;
            if (live == null || ended != null) {
                answer.completeExceptionally(new SwitchException(Kind.UNREACHABLE, name + ": not connected: " + ended));
                return;
            }
            try {
                work.accept(live);
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
    }

    private void event(OpenFlowConnection from, SessionEvent event) {
        switch (event) {
            case SessionEvent.Ready(OfMessage.FeaturesReply features) -> {
                connection = from;
                ready.complete(features);
            }
            case SessionEvent.Reply(int xid, List<OfMessage> messages) -> {
                CompletableFuture<List<OfMessage>> answer = requests.remove(xid);
                if (answer != null) {
                    answer.complete(messages);
                }
            }
            case SessionEvent.Failed(int xid, OfError error) -> failed(xid, error);
            case SessionEvent.BundleCommitted(int id) -> finish(id, List.of());
            case SessionEvent.BundleFailed(int id, List<SessionEvent.BundleFailed.Fault> faults) ->
                finish(
                        id,
                        faults.stream()
                                .map(f -> new Refusal(f.index(), f.error()))
                                .toList());
            case SessionEvent.Message _ -> {}
            case SessionEvent.Closed closed -> lost(closed.reason());
        }
    }

    private void finish(int bundle, List<Refusal> refusals) {
        CompletableFuture<List<Refusal>> waiting = bundles.remove(bundle);
        if (waiting != null) {
            waiting.complete(refusals);
        }
    }

    private void failed(int xid, OfError error) {
        Sent message = sent.remove(xid);
        CompletableFuture<List<OfMessage>> answer = requests.remove(xid);
        if (message != null) {
            message.refusals.add(new Refusal(message.index, error));
        } else if (answer != null) {
            answer.completeExceptionally(new SwitchException(Kind.REFUSED, name + ": " + error.name()));
        }
    }

    private void lost(String reason) {
        ended = reason;
        ready.completeExceptionally(new SwitchException(Kind.UNREACHABLE, name + ": " + reason));
        SwitchException lost = new SwitchException(
                Kind.LOST, name + ": the connection ended; whether the change was made is not known: " + reason);
        List<CompletableFuture<?>> open = new ArrayList<>(bundles.values());
        open.addAll(requests.values());
        bundles.clear();
        requests.clear();
        open.forEach(future -> future.completeExceptionally(lost));
    }

    private <T> T await(CompletableFuture<T> future, Duration patience) {
        try {
            return future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SwitchException told) {
                throw told;
            }
            Throwable cause = e.getCause();
            throw new SwitchException(Kind.BAD_INPUT, name + ": " + (cause == null ? e : cause).getMessage());
        } catch (TimeoutException e) {
            throw new SwitchException(Kind.TIMEOUT, name + ": no answer within " + patience.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SwitchException(Kind.TIMEOUT, name + ": interrupted");
        }
    }

    @Override
    public void close() {
        loop.execute(() -> {
            if (connection != null) {
                connection.close("closed by the caller");
            }
        });
        var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
