package dev.heddle.simulator.openflow;

import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.Meter;
import dev.heddle.ovs.openflow.FlowEntry;
import dev.heddle.ovs.openflow.FlowRemoved;
import dev.heddle.ovs.openflow.FlowStats;
import dev.heddle.ovs.openflow.FlowUpdate;
import dev.heddle.ovs.openflow.Frame;
import dev.heddle.ovs.openflow.GroupStats;
import dev.heddle.ovs.openflow.MeterStats;
import dev.heddle.ovs.openflow.MultipartReply;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.RawClient;
import dev.heddle.ovs.openflow.codec.OpenFlowCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a real switch and one to a simulated one that get the same bytes. What the two sides have sent is given in
 * a form in which it is equal where the switches do the same: without times, lists without an order sorted, parts put
 * together. FLOW_REMOVED is left out: the real switch sends it when it gets around to it.
 */
final class Twin implements AutoCloseable {
    private final RawClient real;
    private final SimConnection simulated;
    private final List<Frame> realSaid = new ArrayList<>();
    private final List<Frame> simulatedSaid = new ArrayList<>();

    Twin(Path socket, SimConnection simulated) {
        this.real = new RawClient(socket);
        this.simulated = simulated;
        send(new OfMessage.Hello(OfMessage.Hello.OPENFLOW_15, 1 << OfMessage.Hello.OPENFLOW_15));
    }

    /** Sends it on both sides. */
    void send(OfMessage message) {
        RawClient.Captured sent = real.send(message);
        simulated.receive(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(sent.hex())));
    }

    /** Waits until the real side has answered all that was sent on this connection. */
    void settle() {
        send(new OfMessage.BarrierRequest());
        settleWith(OfMessage.BarrierReply.class);
    }

    /** Waits until the real side has sent a message of this kind. */
    void settleWith(Class<? extends OfMessage> kind) {
        real.readUntil(kind).forEach(c -> realSaid.add(c.frame()));
        ByteBuf bytes = simulated.takeBytes();
        for (Frame frame = OpenFlowCodec.decode(bytes); frame != null; frame = OpenFlowCodec.decode(bytes)) {
            simulatedSaid.add(frame);
        }
    }

    /** What the real switch has sent since the last call, canonical. */
    List<Frame> takeReal() {
        return take(realSaid);
    }

    List<Frame> takeSimulated() {
        return take(simulatedSaid);
    }

    /** The FLOW_REMOVED among it, without counters; to be taken before the rest. */
    List<FlowRemoved> takeRealRemovals() {
        return removals(realSaid);
    }

    List<FlowRemoved> takeSimulatedRemovals() {
        return removals(simulatedSaid);
    }

    private static List<FlowRemoved> removals(List<Frame> said) {
        return said.stream()
                .filter(f -> f.message() instanceof FlowRemoved)
                .map(f -> (FlowRemoved) f.message())
                .map(r -> new FlowRemoved(
                        r.table(),
                        r.reason(),
                        r.priority(),
                        r.idleTimeout(),
                        r.hardTimeout(),
                        r.cookie(),
                        r.match(),
                        FlowStats.NONE))
                .toList();
    }

    private static List<Frame> take(List<Frame> said) {
        List<Frame> out = new ArrayList<>();
        @Nullable Frame open = null;
        for (Frame frame : said) {
            if (frame.message() instanceof FlowRemoved || frame.message() instanceof OfMessage.Hello) {
                continue;
            }
            Frame whole = open == null ? frame : joined(open, frame);
            open = whole.message() instanceof MultipartReply reply && more(frame) ? whole : null;
            if (open == null) {
                out.add(new Frame(whole.version(), whole.xid(), canonical(whole.message())));
            }
        }
        said.clear();
        return out;
    }

    private static boolean more(Frame frame) {
        return frame.message() instanceof MultipartReply reply && reply.more();
    }

    private static Frame joined(Frame first, Frame second) {
        return new Frame(
                first.version(),
                first.xid(),
                switch (first.message()) {
                    case MultipartReply.Flows f ->
                        new MultipartReply.Flows(false, both(f, (MultipartReply.Flows) second.message()));
                    case MultipartReply.FlowUpdates f ->
                        new MultipartReply.FlowUpdates(false, both(f, (MultipartReply.FlowUpdates) second.message()));
                    case MultipartReply.Groups f ->
                        new MultipartReply.Groups(false, both(f, (MultipartReply.Groups) second.message()));
                    default -> throw new IllegalArgumentException("in parts: " + first);
                });
    }

    private static <T> List<T> both(MultipartReply.Listed<T> first, MultipartReply.Listed<T> second) {
        List<T> out = new ArrayList<>(first.entries());
        out.addAll(second.entries());
        return out;
    }

    private static OfMessage canonical(OfMessage message) {
        return switch (message) {
            case MultipartReply.Flows m -> new MultipartReply.Flows(false, sorted(m.entries(), Twin::timeless));
            case MultipartReply.FlowUpdates m -> new MultipartReply.FlowUpdates(false, sorted(m.entries(), u -> u));
            case MultipartReply.Groups m -> new MultipartReply.Groups(false, sorted(m.entries(), g -> g));
            case MultipartReply.GroupCounters m ->
                new MultipartReply.GroupCounters(false, sorted(m.entries(), Twin::timeless));
            case MultipartReply.Meters m -> new MultipartReply.Meters(false, sorted(m.entries(), g -> g));
            case MultipartReply.MeterCounters m ->
                new MultipartReply.MeterCounters(false, sorted(m.entries(), Twin::timeless));
            case MultipartReply.Ports m -> new MultipartReply.Ports(false, sorted(m.entries(), p -> p));
            default -> message;
        };
    }

    private static <T> List<T> sorted(List<T> entries, UnaryOperator<T> form) {
        return entries.stream()
                .map(form)
                .sorted(Comparator.comparing(Twin::rank).thenComparing(Object::toString))
                .toList();
    }

    /** The kinds of one list keep their order. */
    private static int rank(Object entry) {
        return switch (entry) {
            case FlowUpdate.Full full -> full.event() == FlowUpdate.Full.Event.REMOVED ? 1 : 0;
            case Flow _, Group _, Meter _ -> 0;
            default -> 2;
        };
    }

    private static FlowEntry timeless(FlowEntry entry) {
        FlowStats stats =
                new FlowStats(0, 0, entry.stats().packets(), entry.stats().bytes());
        return new FlowEntry(
                entry.flow(), entry.idleTimeout(), entry.hardTimeout(), entry.flags(), entry.importance(), stats);
    }

    /** Packets of the real one do count. */
    private static GroupStats timeless(GroupStats stats) {
        List<GroupStats.Counter> zeros =
                stats.buckets().stream().map(b -> new GroupStats.Counter(0, 0)).toList();
        return new GroupStats(stats.group(), stats.references(), 0, 0, 0, zeros);
    }

    private static MeterStats timeless(MeterStats stats) {
        return new MeterStats(stats.meter(), stats.flows(), stats.packets(), stats.bytes(), 0, stats.bands());
    }

    @Override
    public void close() {
        real.close();
        simulated.close("the test ends");
    }
}
