package dev.heddle.ovs.openflow.session;

import dev.heddle.flow.Octets;
import dev.heddle.ovs.openflow.BundleControl;
import dev.heddle.ovs.openflow.Frame;
import dev.heddle.ovs.openflow.MalformedMessage;
import dev.heddle.ovs.openflow.OfError;
import dev.heddle.ovs.openflow.OfMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One connection to a switch, seen from the controller. HELLO agrees on OpenFlow 1.5 or nothing; silence is probed by
 * echo; answers are paired with their requests; bytes that are no OpenFlow end the session by name.
 *
 * <p>After each call take {@link #takeOutput} and {@link #takeEvents}; call {@link #tick} no later than
 * {@link #nextDeadline}. Times are nanoseconds of a monotonic clock.
 */
public final class OpenFlowSession {
    private static final OfError INCOMPATIBLE = new OfError(0, 0, 0, Octets.EMPTY);

    private enum Phase {
        NEW,
        HELLO,
        FEATURES,
        READY,
        CLOSED
    }

    private final SessionLimits limits;
    private final Output output;
    private final Input input = new Input();
    private final List<SessionEvent> events = new ArrayList<>();
    private final Requests requests;
    private final Bundles bundles;
    private Phase phase = Phase.NEW;
    private int featuresXid;
    private long startedAt;
    private long heardAt;
    private long probedAt;
    private boolean probing;

    /** @param allocator of the buffers that {@link #takeOutput} returns */
    public OpenFlowSession(SessionLimits limits, ByteBufAllocator allocator) {
        this.limits = limits;
        this.output = new Output(allocator);
        this.requests = new Requests(limits);
        this.bundles = new Bundles(output);
    }

    /** The connection is open. */
    public void start(long now) {
        phase = Phase.HELLO;
        startedAt = now;
        heardAt = now;
        output.add(new OfMessage.Hello(OfMessage.Hello.OPENFLOW_15, 1 << OfMessage.Hello.OPENFLOW_15));
    }

    /** Takes all bytes; the buffer stays the caller's. */
    public void receive(ByteBuf bytes, long now) {
        if (phase == Phase.CLOSED) {
            bytes.skipBytes(bytes.readableBytes());
            return;
        }
        heardAt = now;
        probing = false;
        try {
            input.read(bytes, (frame, length) -> {
                if (phase != Phase.CLOSED) {
                    received(frame, length);
                }
            });
        } catch (MalformedMessage e) {
            closed("malformed message: " + e.getMessage(), e.raw());
        }
    }

    private void received(Frame frame, int length) {
        switch (phase) {
            case HELLO -> hello(frame);
            case FEATURES -> features(frame);
            case READY -> ready(frame, length);
            case NEW, CLOSED -> throw new IllegalStateException("bytes in phase " + phase);
        }
        boundOutput();
    }

    private void hello(Frame frame) {
        switch (frame.message()) {
            case OfMessage.Hello hello
            when hello.speaks15() -> {
                phase = Phase.FEATURES;
                featuresXid = output.add(new OfMessage.FeaturesRequest());
            }
            case OfMessage.Hello hello -> {
                output.add(INCOMPATIBLE);
                close("the switch does not speak OpenFlow 1.5 but " + versions(hello));
            }
            default -> handshakeFailed(frame);
        }
    }

    private void features(Frame frame) {
        if (frame.message() instanceof OfMessage.FeaturesReply features && frame.xid() == featuresXid) {
            phase = Phase.READY;
            events.add(new SessionEvent.Ready(features));
        } else if (frame.message() instanceof OfMessage.EchoRequest echo) {
            output.add(frame.xid(), new OfMessage.EchoReply(echo.data()));
        } else if (frame.message() instanceof OfError) {
            handshakeFailed(frame);
        }
    }

    private void handshakeFailed(Frame frame) {
        if (frame.message() instanceof OfError error) {
            String words = new String(error.data().toArray(), StandardCharsets.ISO_8859_1);
            close("the switch refused the handshake: " + error.name() + (words.isEmpty() ? "" : ": " + words));
        } else {
            close("the switch did not begin with HELLO");
        }
    }

    private void ready(Frame frame, int length) {
        int xid = frame.xid();
        switch (frame.message()) {
            case OfMessage.EchoRequest echo -> output.add(xid, new OfMessage.EchoReply(echo.data()));
            case OfMessage.EchoReply echo -> {}
            case OfError error -> {
                requests.failed(xid);
                if (!bundles.failed(xid, error, events)) {
                    events.add(new SessionEvent.Failed(xid, error));
                }
            }
            case BundleControl control when bundles.answered(xid, events) -> {}
            case OfMessage message -> {
                switch (requests.answered(xid, message, length)) {
                    case Requests.Outcome.Complete complete ->
                        events.add(new SessionEvent.Reply(xid, complete.messages()));
                    case Requests.Outcome.Unsolicited unsolicited -> events.add(new SessionEvent.Message(xid, message));
                    case Requests.Outcome.Part part -> {}
                    case Requests.Outcome.TooLong tooLong ->
                        close("an answer is longer than " + limits.replyBytes() + " bytes");
                }
            }
        }
    }

    /** The time has come that {@link #nextDeadline} named, or any other time. */
    public void tick(long now) {
        switch (phase) {
            case HELLO, FEATURES -> {
                if (now - startedAt >= limits.deadAfter().toNanos()) {
                    close("no OpenFlow handshake within " + limits.deadAfter().toMillis() + " ms");
                }
            }
            case READY -> {
                if (probing && now - probedAt >= limits.deadAfter().toNanos()) {
                    close("no answer to an echo request within "
                            + limits.deadAfter().toMillis() + " ms");
                } else if (!probing && now - heardAt >= limits.probeAfter().toNanos()) {
                    probing = true;
                    probedAt = now;
                    output.add(new OfMessage.EchoRequest(Octets.EMPTY));
                }
            }
            case NEW, CLOSED -> {}
        }
    }

    /** When {@link #tick} is wanted next; {@link Long#MAX_VALUE} if never. */
    public long nextDeadline() {
        return switch (phase) {
            case HELLO, FEATURES -> startedAt + limits.deadAfter().toNanos();
            case READY ->
                probing
                        ? probedAt + limits.deadAfter().toNanos()
                        : heardAt + limits.probeAfter().toNanos();
            case NEW, CLOSED -> Long.MAX_VALUE;
        };
    }

    /**
     * Sends a message that is answered only if it is refused, by a Failed event.
     *
     * @return its xid; 0 after the close, where nothing is sent
     * @throws IllegalArgumentException if the message cannot be encoded
     * @throws IllegalStateException before the Ready event
     */
    public int send(OfMessage message) {
        if (!open()) {
            return 0;
        }
        int xid = output.add(message);
        boundOutput();
        return xid;
    }

    /** As {@link #send}, for a message that is answered by a Reply or a Failed event. */
    public int request(OfMessage message) {
        int xid = send(message);
        if (phase == Phase.READY && !requests.add(xid)) {
            close("more than " + limits.outstanding() + " requests under way");
        }
        return xid;
    }

    /**
     * Executes all messages in order and atomically. The commit is sent only once the switch has taken every message:
     * Open vSwitch would commit the others.
     *
     * @return the bundle's id, which a BundleCommitted or BundleFailed event will carry; 0 after the close
     * @throws IllegalArgumentException if a message cannot be encoded; nothing is then sent
     */
    public int bundle(List<? extends OfMessage> messages) {
        if (!open()) {
            return 0;
        }
        int id = bundles.open(messages);
        boundOutput();
        if (bundles.underWay() > limits.outstanding()) {
            close("more than " + limits.outstanding() + " bundles under way");
        }
        return id;
    }

    private boolean open() {
        if (phase != Phase.READY && phase != Phase.CLOSED) {
            throw new IllegalStateException("the session is not ready");
        }
        return phase == Phase.READY;
    }

    private void boundOutput() {
        if (output.length() > limits.outputBytes()) {
            close("the switch takes no bytes: more than " + limits.outputBytes() + " wait");
        }
    }

    /** Ends the session; what was written can still be taken. */
    public void close(String reason) {
        closed(reason, Octets.EMPTY);
    }

    private void closed(String reason, Octets raw) {
        if (phase != Phase.CLOSED) {
            phase = Phase.CLOSED;
            events.add(new SessionEvent.Closed(reason, raw));
        }
    }

    public boolean isClosed() {
        return phase == Phase.CLOSED;
    }

    /** Bytes that wait to be taken. */
    public int outputLength() {
        return output.length();
    }

    /** The bytes to write, the caller's from here on; empty if there are none. */
    public ByteBuf takeOutput() {
        return output.take();
    }

    /** The events since the last call, in order. */
    public List<SessionEvent> takeEvents() {
        if (events.isEmpty()) {
            return List.of();
        }
        List<SessionEvent> taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    private static String versions(OfMessage.Hello hello) {
        List<String> names = new ArrayList<>();
        int versions = hello.versions() == 0 ? 1 << Math.min(hello.version(), 31) : hello.versions();
        for (int wire = 1; wire < Integer.SIZE; wire++) {
            if ((versions >>> wire & 1) != 0) {
                names.add(wire <= OfMessage.Hello.OPENFLOW_15 ? "1." + (wire - 1) : "wire version " + wire);
            }
        }
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }
}
