package dev.heddle.controller.reconcile;

import dev.heddle.compiler.Cookie;
import dev.heddle.compiler.Pipeline;
import dev.heddle.flow.Action;
import dev.heddle.flow.Match;
import dev.heddle.flow.PortRef;
import dev.heddle.ovs.openflow.FlowMod;
import dev.heddle.ovs.openflow.FlowUpdate;
import dev.heddle.ovs.openflow.GroupMod;
import dev.heddle.ovs.openflow.MultipartReply;
import dev.heddle.ovs.openflow.MultipartRequest;
import dev.heddle.ovs.openflow.OfError;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.PacketOut;
import dev.heddle.ovs.openflow.PortDesc;
import dev.heddle.ovs.openflow.PortStatus;
import dev.heddle.ovs.openflow.RequestForward;
import dev.heddle.ovs.openflow.SetAsync;
import dev.heddle.ovs.openflow.net.OpenFlowConnection;
import dev.heddle.ovs.openflow.net.OpenFlowHandler;
import dev.heddle.ovs.openflow.session.SessionEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One OpenFlow connection: says in OpenFlow what its host's session wants, and tells the host's worker what the switch
 * answers. Owned by the connection's event loop.
 */
final class SwitchConnection implements OpenFlowHandler, SwitchLink {
    private static final Logger LOG = LoggerFactory.getLogger(SwitchConnection.class);
    private static final int MONITOR = 1;

    /** OFPPR_ADD, OFPPR_DELETE, OFPPR_MODIFY. */
    private static final int PORT_REASONS = 0b111;

    /** OFPCRR_MASTER_REQUEST, OFPCRR_CONFIG. */
    private static final int ROLE_REASONS = 0b11;

    /** OFPRFR_GROUP_MOD, OFPRFR_METER_MOD. */
    private static final int FORWARD_REASONS = 0b11;

    private static final int MISS_SEND_LENGTH = 128;

    /** What counts drops. */
    private static final MultipartRequest.Flows DROPS =
            MultipartRequest.Flows.of(Pipeline.DROP.id(), Cookie.MARK, Cookie.MARK_MASK);

    /** The bundle under way. */
    private record Applying(SwitchOutput.Apply apply, int id, Bundle bundle, long startedAt) {}

    private final HostBook hosts;
    private final long term;
    private final Map<Integer, Consumer<List<OfMessage>>> awaited = new HashMap<>();
    private final Map<Integer, String> described = new HashMap<>();
    private @Nullable OpenFlowConnection ready;
    private @Nullable HostWorker host;
    private @Nullable Applying applying;
    private int roleXid;

    /** @param term the generation id of the master role */
    SwitchConnection(HostBook hosts, long term) {
        this.hosts = hosts;
        this.term = term;
    }

    @Override
    public void event(OpenFlowConnection from, SessionEvent event) {
        switch (event) {
            case SessionEvent.Ready(OfMessage.FeaturesReply features) -> ready(from, features.datapathId());
            case SessionEvent.Reply(int xid, List<OfMessage> messages) -> {
                Consumer<List<OfMessage>> then = awaited.remove(xid);
                if (then != null) {
                    then.accept(messages);
                }
            }
            case SessionEvent.Failed(int xid, OfError error) -> failed(xid, error);
            case SessionEvent.BundleCommitted(int id) -> committed(id);
            case SessionEvent.BundleFailed failed -> rejected(failed);
            case SessionEvent.Message(int xid, OfMessage message) -> unasked(message);
            case SessionEvent.Closed closed -> {
                if (host != null) {
                    host.switchClosed(this, closed.reason());
                }
            }
        }
    }

    private void ready(OpenFlowConnection connection, long datapathId) {
        ready = connection;
        host = hosts.ofDatapath(datapathId);
        if (host == null) {
            connection.close("no Host declares the datapath id %016x".formatted(datapathId));
            return;
        }
        configure();
        HostWorker owner = host;
        request(new MultipartRequest.Ports(FlowMod.ANY), answer -> {
            answer.forEach(part -> described.putAll(names(part)));
            owner.switchConnected(this, described);
        });
    }

    private static Map<Integer, String> names(OfMessage message) {
        Map<Integer, String> out = new HashMap<>();
        if (message instanceof MultipartReply.Ports ports) {
            ports.entries().forEach(p -> out.put(p.number(), p.name()));
        }
        return out;
    }

    private OpenFlowConnection connection() {
        if (ready == null) {
            throw new IllegalStateException("the switch has not said what it is");
        }
        return ready;
    }

    /**
     * Sets the switch up for us. Fragment handling nx-match: in the default mode ports and types of first fragments read as
     * 0, and pass what matches on them.
     */
    private void configure() {
        roleXid = request(new OfMessage.RoleRequest(OfMessage.Role.PRIMARY, term), answer -> {});
        connection().send(new OfMessage.SetConfig(OfMessage.SetConfig.FRAGMENTS_NX_MATCH, MISS_SEND_LENGTH));
        connection()
                .send(new SetAsync(List.of(
                        new SetAsync.Mask(SetAsync.PACKET_IN, 0),
                        new SetAsync.Mask(SetAsync.PORT_STATUS, PORT_REASONS),
                        new SetAsync.Mask(SetAsync.FLOW_REMOVED, 0),
                        new SetAsync.Mask(SetAsync.ROLE_STATUS, ROLE_REASONS),
                        new SetAsync.Mask(SetAsync.REQUEST_FORWARD, FORWARD_REASONS))));
        request(
                MultipartRequest.FlowMonitor.add(
                        MONITOR,
                        MultipartRequest.FlowMonitor.ADD
                                | MultipartRequest.FlowMonitor.REMOVED
                                | MultipartRequest.FlowMonitor.MODIFY),
                answer -> {});
    }

    @Override
    public void perform(List<SwitchOutput> outputs) {
        connection().loop().execute(() -> outputs.forEach(this::perform));
    }

    private void perform(SwitchOutput output) {
        switch (output) {
            case SwitchOutput.Read read -> read(held -> say(new SwitchInput.Read(read.token(), held)));
            case SwitchOutput.Apply apply -> apply(apply);
            case SwitchOutput.Wake wake -> wake(wake.peers());
            case SwitchOutput.ReadDrops r ->
                request(DROPS, answer -> say(new SwitchInput.Drops(DropReading.of(answer))));
            case SwitchOutput.SumDrops s -> request(new MultipartRequest.Aggregate(DROPS), this::dropSum);
            case SwitchOutput.Realised r -> {}
        }
    }

    @Override
    public CompletableFuture<Held> read() {
        CompletableFuture<Held> out = new CompletableFuture<>();
        connection().loop().execute(() -> read(out::complete));
        return out;
    }

    @Override
    public void close() {
        connection().loop().execute(() -> connection().close("replaced, or its Host is no longer declared"));
    }

    /** Answers come in the order of the requests. */
    private void read(Consumer<Held> done) {
        TableRead read = new TableRead();
        request(MultipartRequest.Flows.ALL, read::take);
        request(new MultipartRequest.Groups(GroupMod.ALL_GROUPS), answer -> {
            read.take(answer);
            done.accept(read.held());
        });
    }

    private void apply(SwitchOutput.Apply apply) {
        Bundle bundle = Bundle.of(apply.difference());
        long now = connection().loop().nanoTime();
        try {
            applying = new Applying(apply, connection().bundle(bundle.messages()), bundle, now);
        } catch (IllegalArgumentException e) {
            LOG.error("cannot be said in OpenFlow", e);
            say(new SwitchInput.Rejected(
                    apply.token(), List.of(new SwitchInput.Rejection(null, null, String.valueOf(e.getMessage())))));
        }
    }

    /** The commit's answer says that all is in force; the packets that wake peers have left when the barrier is answered. */
    private void committed(int id) {
        Applying done = applying;
        if (done == null || done.id() != id) {
            return;
        }
        applying = null;
        if (done.apply().wake().isEmpty()) {
            applied(done);
        } else {
            wake(done.apply().wake());
            request(new OfMessage.BarrierRequest(), answer -> applied(done));
        }
    }

    private void applied(Applying done) {
        if (host != null) {
            Duration took = Duration.ofNanos(connection().loop().nanoTime() - done.startedAt());
            host.bundled(took, done.bundle().messages().size());
        }
        say(new SwitchInput.Applied(done.apply().token()));
    }

    private void rejected(SessionEvent.BundleFailed failed) {
        Applying done = applying;
        if (done != null && done.id() == failed.bundleId()) {
            applying = null;
            say(new SwitchInput.Rejected(
                    done.apply().token(),
                    failed.faults().stream().map(done.bundle()::rejection).toList()));
        }
    }

    private void wake(List<List<Action>> peers) {
        Match fromUs = Match.builder().inPort(PortRef.CONTROLLER).build();
        peers.forEach(actions -> connection().send(new PacketOut(fromUs, actions, WakeFrame.OCTETS)));
    }

    private void dropSum(List<OfMessage> answer) {
        for (OfMessage part : answer) {
            if (part instanceof MultipartReply.Aggregate sum) {
                say(new SwitchInput.DropSum(new DropReading.Sum(sum.flows(), sum.packets())));
            }
        }
    }

    private void failed(int xid, OfError error) {
        if (xid == roleXid) {
            connection().close("the switch refuses us the master role: " + error.name());
        } else if (awaited.remove(xid) != null) {
            connection().close("the switch refuses a request: " + error.name());
        } else {
            LOG.warn("{}: refused: {}", connection().remoteAddress(), error);
        }
    }

    private void unasked(OfMessage message) {
        if (message instanceof MultipartReply.FlowUpdates updates
                && updates.entries().stream().anyMatch(SwitchConnection::byOthers)) {
            say(new SwitchInput.Edited());
        } else if (message instanceof RequestForward) {
            say(new SwitchInput.Edited());
        } else if (message instanceof PortStatus status) {
            portStatus(status);
        } else if (message instanceof OfMessage.RoleStatus status && status.role() != OfMessage.Role.PRIMARY) {
            connection().close("another controller took the master role");
        }
    }

    private void portStatus(PortStatus status) {
        PortDesc port = status.port();
        String before = status.reason() == PortStatus.Reason.DELETE
                ? described.remove(port.number())
                : described.put(port.number(), port.name());
        if (status.reason() != PortStatus.Reason.MODIFY || !port.name().equals(before)) {
            say(new SwitchInput.Described(described));
        }
    }

    /** Changes of our own come abbreviated. */
    private static boolean byOthers(FlowUpdate update) {
        return switch (update) {
            case FlowUpdate.Full full -> full.event() != FlowUpdate.Full.Event.INITIAL;
            case FlowUpdate.Abbreviated a -> false;
            case FlowUpdate.Paused p -> false;
            case FlowUpdate.Resumed r -> true;
        };
    }

    private void say(SwitchInput input) {
        if (host != null) {
            host.switchSaid(this, input);
        }
    }

    private int request(OfMessage message, Consumer<List<OfMessage>> then) {
        int xid = connection().request(message);
        awaited.put(xid, then);
        return xid;
    }
}
