package dev.heddle.simulator.openflow;

import dev.heddle.flow.Octets;
import dev.heddle.ovs.openflow.BundleAdd;
import dev.heddle.ovs.openflow.BundleControl;
import dev.heddle.ovs.openflow.CtFlush;
import dev.heddle.ovs.openflow.FlowMod;
import dev.heddle.ovs.openflow.FlowUpdate;
import dev.heddle.ovs.openflow.Frame;
import dev.heddle.ovs.openflow.GroupMod;
import dev.heddle.ovs.openflow.MalformedMessage;
import dev.heddle.ovs.openflow.MeterMod;
import dev.heddle.ovs.openflow.MultipartReply;
import dev.heddle.ovs.openflow.MultipartRequest;
import dev.heddle.ovs.openflow.NxMessage;
import dev.heddle.ovs.openflow.OfError;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.OfMessage.Role;
import dev.heddle.ovs.openflow.PacketOut;
import dev.heddle.ovs.openflow.PortMod;
import dev.heddle.ovs.openflow.SetAsync;
import dev.heddle.ovs.openflow.codec.OpenFlowCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a {@link SimSwitch}. Give it what the other side sends by {@link #receive}; take what is to be sent by
 * {@link #takeFrames} or {@link #takeBytes}, also after messages to other connections of the switch. The owner of the
 * switch owns it.
 *
 * <p>Bytes that are no OpenFlow close it; Open vSwitch would answer an error and go on.
 */
public final class SimConnection {
    private static final int DATAPATH_STATS = 0x24f;
    private static final int DEFAULT_MISS_LENGTH = 128;
    private static final OfError INCOMPATIBLE = new OfError(0, 0, 0, Octets.EMPTY);

    private final SimSwitch owner;
    private final SwitchState state;
    private final boolean service;
    private final AsyncMasks wanted = new AsyncMasks();
    private final Monitors monitors = new Monitors();
    private final Bundles bundles = new Bundles();
    private final List<Frame> output = new ArrayList<>();
    private ByteBuf input = Unpooled.EMPTY_BUFFER;
    private Role role = Role.EQUAL;
    private int missLength;
    private boolean greeted;
    private @Nullable String closed;

    /** @param service whether it comes from a management socket: such a one gets news only once it has set its configuration */
    SimConnection(SimSwitch owner, SwitchState state, boolean service) {
        this.owner = owner;
        this.state = state;
        this.service = service;
        this.missLength = service ? 0 : DEFAULT_MISS_LENGTH;
        send(0, new OfMessage.Hello(OfMessage.Hello.OPENFLOW_15, 1 << OfMessage.Hello.OPENFLOW_15));
    }

    /** Takes all bytes, cut anywhere; the buffer stays the caller's. */
    public void receive(ByteBuf bytes) {
        input = input.isReadable() ? Unpooled.copiedBuffer(input, bytes) : Unpooled.copiedBuffer(bytes);
        bytes.skipBytes(bytes.readableBytes());
        try {
            Frame frame = OpenFlowCodec.decode(input);
            while (frame != null && closed == null) {
                receive(frame.xid(), frame.message());
                frame = OpenFlowCodec.decode(input);
            }
        } catch (MalformedMessage e) {
            close("malformed message: " + e.getMessage());
        }
    }

    /** Takes one message. */
    public void receive(int xid, OfMessage message) {
        if (closed != null) {
            return;
        }
        if (!greeted) {
            greet(message);
            return;
        }
        try {
            execute(xid, message);
        } catch (Refused e) {
            refuse(xid, message, e);
        }
    }

    private void greet(OfMessage message) {
        if (message instanceof OfMessage.Hello hello && hello.speaks15()) {
            greeted = true;
        } else {
            send(0, INCOMPATIBLE);
            close("the other side does not speak OpenFlow 1.5");
        }
    }

    private void refuse(int xid, OfMessage message, Refused why) {
        ByteBuf bytes = Unpooled.buffer();
        OpenFlowCodec.encode(xid, message, bytes);
        byte[] data = new byte[Math.min(bytes.readableBytes(), 0xffff - 12)];
        bytes.readBytes(data);
        send(xid, why.of(Octets.of(data)));
    }

    private void execute(int xid, OfMessage message) {
        switch (message) {
            case OfMessage.EchoRequest echo -> send(xid, new OfMessage.EchoReply(echo.data()));
            case OfMessage.EchoReply _, OfMessage.Hello _ -> {}
            case OfMessage.FeaturesRequest _ ->
                send(
                        xid,
                        new OfMessage.FeaturesReply(
                                owner.datapathId(), 0, FlowCheck.INTERNAL_TABLE, 0, DATAPATH_STATS));
            case OfMessage.ConfigRequest _ -> send(xid, new OfMessage.ConfigReply(state.fragments, missLength));
            case OfMessage.SetConfig config -> configure(config);
            case OfMessage.BarrierRequest _ -> send(xid, new OfMessage.BarrierReply());
            case OfMessage.RoleRequest request -> role(xid, request);
            case SetAsync async -> async(async.masks());
            case SetAsync.Request _ -> send(xid, new SetAsync.Reply(wanted.all()));
            case FlowMod mod -> {
                requireWriter();
                FlowCheck.check(mod);
                commit(xid, mod);
            }
            case GroupMod mod -> {
                requireWriter();
                GroupCheck.check(mod);
                commit(xid, mod);
            }
            case MeterMod mod -> {
                requireWriter();
                commit(xid, mod);
            }
            case PortMod mod -> {
                requireWriter();
                owner.configure(mod);
            }
            case PacketOut packet -> {
                requireWriter();
                SimSwitch.check(packet);
                owner.requireThere(packet);
                owner.send(packet);
            }
            case BundleControl control -> {
                requireWriter();
                bundle(xid, control);
            }
            case BundleAdd add -> {
                requireWriter();
                check(add.message());
                bundles.add(xid, add);
            }
            case MultipartRequest.FlowMonitor monitor -> {
                List<FlowUpdate> initial = monitors.request(monitor, state.flows);
                send(xid, new MultipartReply.FlowUpdates(false, initial));
            }
            case MultipartRequest request -> send(xid, Answers.to(request, state));
            case CtFlush _, NxMessage.CtFlushZone _, NxMessage.SetControllerId _, NxMessage.SetPacketInFormat _ -> {}
            default -> throw Refusal.OFPBRC_BAD_TYPE.refused();
        }
    }

    private void requireWriter() {
        if (role == Role.SECONDARY) {
            throw Refusal.OFPBRC_IS_SECONDARY.refused();
        }
    }

    private void configure(OfMessage.SetConfig config) {
        if (service || role != Role.SECONDARY) {
            state.fragments = config.flags() & OfMessage.SetConfig.FRAGMENTS_NX_MATCH;
        }
        missLength = config.missSendLength();
    }

    private void async(List<SetAsync.Mask> masks) {
        wanted.set(masks);
        if (service && missLength == 0) {
            missLength = DEFAULT_MISS_LENGTH;
        }
    }

    private void role(int xid, OfMessage.RoleRequest request) {
        Long newest = state.generation;
        if (request.role() == Role.PRIMARY || request.role() == Role.SECONDARY) {
            if (newest != null && request.generation() - newest < 0) {
                throw Refusal.OFPRRFC_STALE.refused();
            }
            state.generation = request.generation();
        }
        if (request.role() == Role.PRIMARY && role != Role.PRIMARY) {
            owner.demotePrimary();
        }
        if (request.role() != Role.NO_CHANGE) {
            role = request.role();
        }
        send(xid, new OfMessage.RoleReply(role, generation()));
    }

    private long generation() {
        Long newest = state.generation;
        return newest == null ? -1 : newest;
    }

    /** Another connection became primary. */
    void demote() {
        role = Role.SECONDARY;
        send(0, new OfMessage.RoleStatus(role, 0, generation()));
    }

    private static void check(OfMessage message) {
        if (!Bundles.takes(message)) {
            throw Refusal.OFPBFC_MSG_UNSUP.refused();
        }
        switch (message) {
            case FlowMod mod -> FlowCheck.check(mod);
            case GroupMod mod -> GroupCheck.check(mod);
            case PacketOut packet -> SimSwitch.check(packet);
            default -> {}
        }
    }

    private void commit(int xid, OfMessage message) {
        Change change = new Change(state);
        try {
            change.apply(message);
        } catch (Refused e) {
            change.revert();
            throw e;
        }
        owner.tell(change.news(), this, xid);
        owner.flushMonitors();
    }

    private void bundle(int xid, BundleControl control) {
        BundleControl.Type reply = switch (control.type()) {
            case OPEN_REQUEST -> {
                bundles.open(control);
                yield BundleControl.Type.OPEN_REPLY;
            }
            case CLOSE_REQUEST -> {
                bundles.close(control);
                yield BundleControl.Type.CLOSE_REPLY;
            }
            case COMMIT_REQUEST -> {
                commit(bundles.commit(control), control.flags());
                yield BundleControl.Type.COMMIT_REPLY;
            }
            case DISCARD_REQUEST -> {
                bundles.discard(control);
                yield BundleControl.Type.DISCARD_REPLY;
            }
            case OPEN_REPLY, CLOSE_REPLY, COMMIT_REPLY, DISCARD_REPLY -> throw Refusal.OFPBFC_BAD_TYPE.refused();
        };
        send(xid, new BundleControl(control.bundleId(), reply, 0));
    }

    /** All or none; the first that cannot be executed is named before the commit is refused. */
    private void commit(List<Bundles.Added> messages, int flags) {
        Change change = new Change(state);
        List<Integer> ends = new ArrayList<>(messages.size());
        for (Bundles.Added added : messages) {
            try {
                apply(added.add().message(), flags, change);
            } catch (Refused e) {
                change.revert();
                refuse(added.xid(), added.add(), e);
                throw Refusal.OFPBFC_MSG_FAILED.refused();
            }
            ends.add(change.news().size());
        }
        int from = 0;
        for (int i = 0; i < messages.size(); i++) {
            finish(messages.get(i), change.news().subList(from, ends.get(i)));
            from = ends.get(i);
        }
        owner.flushMonitors();
    }

    private void apply(OfMessage message, int flags, Change change) {
        switch (message) {
            case PortMod mod -> {
                if ((flags & BundleControl.ATOMIC) != 0) {
                    throw Refusal.OFPBFC_MSG_FAILED.refused();
                }
                owner.check(mod);
            }
            case PacketOut packet -> owner.requireThere(packet);
            default -> change.apply(message);
        }
    }

    private void finish(Bundles.Added added, List<News> news) {
        switch (added.add().message()) {
            case PortMod mod -> owner.configure(mod);
            case PacketOut packet -> owner.send(packet);
            default -> owner.tell(news, this, added.xid());
        }
    }

    Monitors monitors() {
        return monitors;
    }

    void flushMonitors() {
        List<FlowUpdate> updates = monitors.take();
        if (!updates.isEmpty()) {
            send(0, new MultipartReply.FlowUpdates(false, updates));
        }
    }

    /** @param type the odd one of the constants of {@link SetAsync} */
    boolean wants(int type, int reason) {
        return greeted && closed == null && missLength != 0 && wanted.wants(type, role == Role.SECONDARY, reason);
    }

    void send(int xid, OfMessage message) {
        if (closed == null) {
            output.add(new Frame(OfMessage.Hello.OPENFLOW_15, xid, message));
        }
    }

    /** Whether there is something to take. */
    public boolean hasOutput() {
        return !output.isEmpty();
    }

    /** The messages since the last call, in order; an answer in several parts is one message here, however long. */
    public List<Frame> takeFrames() {
        if (output.isEmpty()) {
            return List.of();
        }
        List<Frame> taken = List.copyOf(output);
        output.clear();
        return taken;
    }

    /** The bytes since the last call, the caller's from here on. */
    public ByteBuf takeBytes() {
        if (output.isEmpty()) {
            return Unpooled.EMPTY_BUFFER;
        }
        ByteBuf out = Unpooled.buffer();
        takeFrames().forEach(frame -> Parts.encode(frame.xid(), frame.message(), out));
        return out;
    }

    /** The role that the other side has. */
    public Role role() {
        return role;
    }

    /** Ends the connection, from whichever side; what was sent can still be taken. */
    public void close(String reason) {
        if (closed == null) {
            closed = reason;
            owner.closed(this);
        }
    }

    /** Why it is closed; null while it is open. */
    public @Nullable String closed() {
        return closed;
    }
}
