package dev.heddle.simulator.openflow;

import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.Meter;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.interpret.Packet;
import dev.heddle.flow.interpret.Ports;
import dev.heddle.flow.interpret.Tables;
import dev.heddle.flow.interpret.Tracker;
import dev.heddle.flow.interpret.Walk;
import dev.heddle.ovs.openflow.FlowEntry;
import dev.heddle.ovs.openflow.FlowRemoved;
import dev.heddle.ovs.openflow.FlowUpdate;
import dev.heddle.ovs.openflow.Frame;
import dev.heddle.ovs.openflow.GroupMod;
import dev.heddle.ovs.openflow.OfError;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.PacketOut;
import dev.heddle.ovs.openflow.PortDesc;
import dev.heddle.ovs.openflow.PortMod;
import dev.heddle.ovs.openflow.PortStatus;
import dev.heddle.ovs.openflow.RequestForward;
import dev.heddle.ovs.openflow.SetAsync;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A bridge of Open vSwitch 3.1 in memory, as OpenFlow 1.5 sees it: flows, groups, meters, bundles, flow monitors, roles and
 * errors are as the real one's. Packets do not go through it; {@link #tables} is for an interpreter. It has neither OVS's
 * internal table nor queues, IPFIX, tunnel option maps and table features; what it does not have it refuses.
 *
 * <p>Sans-I/O: connections are given messages and asked for answers. Not thread-safe; one owner. Nothing in it waits: time
 * is what the clock says when something happens.
 */
public final class SimSwitch {
    private final long datapathId;
    private final SwitchState state;
    private final List<SimConnection> connections = new ArrayList<>();
    private Consumer<PacketOut> packetsOut = packet -> {};

    /** @param clock nanoseconds of a monotonic clock */
    public SimSwitch(long datapathId, LongSupplier clock) {
        this(datapathId, clock, new FlowPool(0));
    }

    /** One of many switches that keep their flows in one pool. */
    public SimSwitch(long datapathId, LongSupplier clock, FlowPool pool) {
        this.datapathId = datapathId;
        this.state = new SwitchState(clock, pool);
    }

    public long datapathId() {
        return datapathId;
    }

    /** The switch has dialled a controller. */
    public SimConnection connect() {
        return connect(false);
    }

    /** Somebody has dialled the switch's management socket, as ovs-ofctl does. */
    public SimConnection connectManagement() {
        return connect(true);
    }

    private SimConnection connect(boolean service) {
        SimConnection connection = new SimConnection(this, state, service);
        connections.add(connection);
        return connection;
    }

    /** Those that are open, oldest first. */
    public List<SimConnection> connections() {
        return List.copyOf(connections);
    }

    void closed(SimConnection connection) {
        connections.remove(connection);
    }

    /**
     * An edit by hand: executes the messages over a management connection of its own.
     *
     * @return what the switch answered, errors among it
     */
    public List<OfMessage> edit(List<? extends OfMessage> messages) {
        SimConnection hand = connectManagement();
        hand.takeFrames();
        int xid = 0;
        hand.receive(xid, new OfMessage.Hello(OfMessage.Hello.OPENFLOW_15, 0));
        for (OfMessage message : messages) {
            hand.receive(++xid, message);
        }
        List<OfMessage> answers = hand.takeFrames().stream().map(Frame::message).toList();
        hand.close("done");
        return answers;
    }

    /** vswitchd ended and came back: every connection is closed, and only the ports are left. */
    public void restart() {
        connections().forEach(c -> c.close("the switch restarts"));
        state.restart();
    }

    /** A port is there, new or changed; those who asked for it are told. */
    public void putPort(PortDesc port) {
        PortDesc before = state.ports.put(port.number(), port);
        if (!port.equals(before)) {
            tell(before == null ? PortStatus.Reason.ADD : PortStatus.Reason.MODIFY, port);
        }
    }

    /** A port is gone, if there was one. */
    public void removePort(int number) {
        PortDesc gone = state.ports.remove(number);
        if (gone != null) {
            tell(PortStatus.Reason.DELETE, gone);
        }
    }

    public List<PortDesc> ports() {
        return List.copyOf(state.ports.values());
    }

    @SuppressWarnings("EnumOrdinal") // the value on the wire
    private void tell(PortStatus.Reason reason, PortDesc port) {
        for (SimConnection connection : connections()) {
            if (connection.wants(SetAsync.PORT_STATUS, reason.ordinal())) {
                connection.send(0, new PortStatus(reason, port));
            }
        }
    }

    void check(PortMod mod) {
        PortDesc port = state.ports.get(mod.port());
        if (port == null) {
            throw Refusal.OFPPMFC_BAD_PORT.refused();
        }
        if (port.mac() != mod.mac()) {
            throw Refusal.OFPPMFC_BAD_HW_ADDR.refused();
        }
    }

    void configure(PortMod mod) {
        check(mod);
        PortDesc port = state.ports.get(mod.port());
        if (port != null) {
            int config = (port.config() & ~mod.mask()) | (mod.config() & mod.mask());
            putPort(new PortDesc(port.number(), port.mac(), port.name(), config, port.state(), port.properties()));
        }
    }

    /** What is found when a packet-out is read. */
    static void check(PacketOut packet) {
        FlowCheck.match(packet.match());
        PortRef from = packet.match().inPort();
        if (from == null) {
            throw Refusal.OFPBRC_BAD_PORT.refused();
        }
        FlowRecord.each(packet.actions(), FlowCheck::readable);
        if (!PortNumbers.sends(PortNumbers.number(from))) {
            throw Refusal.OFPBRC_BAD_PORT.refused();
        }
    }

    /** What is found when it is executed. */
    void requireThere(PacketOut packet) {
        FlowRecord.each(packet.actions(), state::requireThere);
    }

    void send(PacketOut packet) {
        packetsOut.accept(packet);
    }

    /** Gives every packet that a controller has the switch send. */
    public void onPacketOut(Consumer<PacketOut> taker) {
        packetsOut = taker;
    }

    /** Where a packet that a controller sends goes, of which only the pipeline's fields are looked at. */
    public Walk walk(PacketOut packet) {
        Packet fields = new Packet();
        if (packet.match().inPort() instanceof PortRef.Numbered(int port)) {
            fields.inPort(port);
        }
        packet.match().terms().forEach(t -> fields.set(t.field(), t.value()));
        return Walk.of(tables(), fields, packet.actions(), Tracker.anything(), this::stateOf);
    }

    private Ports.State stateOf(int number) {
        PortDesc port = state.ports.get(number);
        if (port == null) {
            return Ports.State.ABSENT;
        }
        return ((port.config() | port.state()) & PortMod.DOWN) == 0 ? Ports.State.UP : Ports.State.DOWN;
    }

    /** The flows and groups for an interpreter, as they are now: good until the switch next changes; not to be changed. */
    public Tables tables() {
        return state.tables();
    }

    void demotePrimary() {
        for (SimConnection connection : connections()) {
            if (connection.role() == OfMessage.Role.PRIMARY) {
                connection.demote();
            }
        }
    }

    /** Tells every connection what one message of {@code source} changed. */
    void tell(List<News> news, @Nullable SimConnection source, int xid) {
        for (News each : news) {
            switch (each) {
                case News.OfFlow flow ->
                    connections.forEach(c -> c.monitors().see(flow, flow.own() && c == source, xid));
                case News.Flush _ -> flushMonitors();
                case News.Forward(OfMessage request) -> forward(request, source, xid);
            }
        }
        news.forEach(this::tellRemoved);
    }

    private void forward(OfMessage request, @Nullable SimConnection source, int xid) {
        int reason = request instanceof GroupMod ? 0 : 1;
        for (SimConnection connection : connections) {
            if (connection != source && connection.wants(SetAsync.REQUEST_FORWARD, reason)) {
                connection.send(0, new RequestForward(xid, request));
            }
        }
    }

    private void tellRemoved(News news) {
        if (!(news instanceof News.OfFlow gone)
                || gone.event() != FlowUpdate.Full.Event.REMOVED
                || !gone.flow().sendsRemoved()) {
            return;
        }
        Flow flow = gone.flow().flow();
        FlowRemoved message = new FlowRemoved(
                flow.table(),
                gone.reason(),
                flow.priority(),
                gone.flow().idleTimeout(),
                gone.flow().hardTimeout(),
                flow.cookie(),
                flow.match(),
                gone.flow().stats(state.now()));
        for (SimConnection connection : connections) {
            if (connection.wants(SetAsync.FLOW_REMOVED, gone.reason())) {
                connection.send(0, message);
            }
        }
    }

    void flushMonitors() {
        connections.forEach(SimConnection::flushMonitors);
    }

    /** Takes away the flows whose time is over. */
    public void expire() {
        long now = state.now();
        for (FlowRecord flow : state.flows.mortal()) {
            boolean hard = over(flow.hardTimeout(), flow.modifiedAt(), now);
            if (hard || over(flow.idleTimeout(), flow.usedAt(), now)) {
                Change change = new Change(state);
                change.delete(List.of(flow), hard ? News.HARD_TIMEOUT : News.IDLE_TIMEOUT, false);
                state.version++;
                tell(change.news(), null, 0);
                flushMonitors();
            }
        }
    }

    private static boolean over(int seconds, long since, long now) {
        return seconds != 0 && now - since >= TimeUnit.SECONDS.toNanos(seconds);
    }

    /**
     * Packets matched a flow.
     *
     * @return whether there is such a flow
     */
    public boolean count(Flow.Key key, long packets, long bytes) {
        FlowRecord flow = state.flows.get(key);
        if (flow != null) {
            flow.count(packets, bytes, state.now());
        }
        return flow != null;
    }

    /** How many flows each table takes; more are refused as OFPFMFC_TABLE_FULL. */
    public void limitTables(int flows) {
        state.tableLimit = flows;
    }

    /**
     * Refuses changes of flows, groups and meters that a real switch would take.
     *
     * @param fault the error without data, or null for what is not refused; asked once a message, when it is executed
     */
    public void refuse(Function<OfMessage, @Nullable OfError> fault) {
        state.fault = fault;
    }

    /** Grows with each change of flows, groups or meters, and at a restart. */
    public long version() {
        return state.version;
    }

    /** By table, in the order in which they came. */
    public List<Flow> flows() {
        return state.flows.all().stream().map(FlowRecord::flow).toList();
    }

    /** As {@link #flows}, with counters. */
    public List<FlowEntry> entries() {
        long now = state.now();
        return state.flows.all().stream().map(f -> f.entry(now)).toList();
    }

    /** By id. */
    public List<Group> groups() {
        return state.groups.values().stream().map(SwitchState.HeldGroup::group).toList();
    }

    /** By id. */
    public List<Meter> meters() {
        return state.meters.values().stream().map(SwitchState.HeldMeter::meter).toList();
    }

    /** How fragments are handled: OFPC_FRAG_*, 3 is Open vSwitch's nx-match. */
    public int fragments() {
        return state.fragments;
    }
}
