package dev.heddle.ovs.sdk;

import dev.heddle.flow.Action;
import dev.heddle.flow.Flow;
import dev.heddle.flow.FlowSpec;
import dev.heddle.flow.Group;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Match;
import dev.heddle.flow.Meter;
import dev.heddle.flow.text.FlowText;
import dev.heddle.flow.text.PortNames;
import dev.heddle.ovs.openflow.CtFlush;
import dev.heddle.ovs.openflow.FlowEntry;
import dev.heddle.ovs.openflow.FlowMod;
import dev.heddle.ovs.openflow.GroupMod;
import dev.heddle.ovs.openflow.MeterMod;
import dev.heddle.ovs.openflow.MultipartReply;
import dev.heddle.ovs.openflow.MultipartRequest;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.sdk.SwitchException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One bridge of an Open vSwitch, without a controller. Calls return when the switch has done what was asked, may come from any
 * thread, and throw a {@link SwitchException} otherwise. Connecting changes nothing on the bridge; OpenFlow is dialled when it is
 * first needed.
 */
public final class VirtualSwitch implements AutoCloseable {
    private final SwitchAddress at;
    private final String name;
    private final Database database;
    private final SwitchPorts ports;
    private @Nullable OpenFlowWay way;
    private boolean closed;

    private VirtualSwitch(SwitchAddress at, String name, Database database) {
        this.at = at;
        this.name = name;
        this.database = database;
        this.ports = new SwitchPorts(database, name);
    }

    /** As {@link #create(SwitchAddress, String, List, Datapath)} on this machine's Open vSwitch. */
    public static VirtualSwitch create(String name, List<PortSpec> ports) {
        return create(SwitchAddress.local(), name, ports, Datapath.BEST);
    }

    /**
     * Makes a bridge with these ports, in one transaction. It forwards by its flows alone (fail_mode secure), of which it has
     * none yet.
     *
     * @param ports devices that are there already
     * @throws SwitchException also of kind CONFLICT where the bridge or a port exists already, and BAD_INPUT where
     *     ovs-vswitchd cannot open a port; nothing is left of the bridge then
     */
    public static VirtualSwitch create(SwitchAddress at, String name, List<PortSpec> ports, Datapath datapath) {
        PortSpec.checkName("bridge", name);
        Database database = Database.connect(at);
        try {
            new SwitchRows(database, name).create(ports, datapath);
            return new VirtualSwitch(at, name, database);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** As {@link #open(SwitchAddress, String)} on this machine's Open vSwitch. */
    public static VirtualSwitch open(String name) {
        return open(SwitchAddress.local(), name);
    }

    /** A bridge that is there, whosever it is. */
    public static VirtualSwitch open(SwitchAddress at, String name) {
        Database database = Database.connect(at);
        try {
            var _ = Bridge.find(database, name);
            return new VirtualSwitch(at, name, database);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** The names of all bridges, whosever they are. */
    public static List<String> names(SwitchAddress at) {
        try (Database database = Database.connect(at)) {
            return database.select(Rows.BRIDGE, List.of("name")).stream()
                    .map(row -> row.text("name"))
                    .sorted()
                    .toList();
        }
    }

    public String name() {
        return name;
    }

    /** The numbers of the bridge's ports, for text that names them; looked up when first asked for. */
    public PortNames portNames() {
        return ports;
    }

    /** Adds a flow, or replaces the one with its table, priority and match. Ports may be {@code Named}. */
    public void addFlow(Match match, List<Action> actions) {
        addFlow(FlowSpec.of(new Flow(0, FlowSpec.DEFAULT_PRIORITY, match, 0, List.of(new Instruction.Apply(actions)))));
    }

    public void addFlow(FlowSpec flow) {
        send(mod(FlowMod.Command.ADD, flow), SwitchTexts.flow(flow));
    }

    /**
     * Reads a flow as ovs-ofctl add-flow does, with ports by name or number, and adds it.
     *
     * @throws dev.heddle.flow.text.TextException where it is no flow; nothing changes
     */
    public void addFlow(String text) {
        addFlow(FlowText.readFlow(text, ports));
    }

    /** Adds all of the flows or none, in one atomic bundle: no packet meets a part of them. */
    public void addFlows(List<FlowSpec> flows) {
        List<FlowMod> messages = new ArrayList<>(flows.size());
        flows.forEach(flow -> messages.add(mod(FlowMod.Command.ADD, flow)));
        bundle(
                messages,
                index -> "flow " + (index + 1) + " of " + flows.size() + ", " + SwitchTexts.flow(flows.get(index)));
    }

    /** Deletes the flows of all tables that match at least what this matches. */
    public void deleteFlows(Match match) {
        deleteFlows(FlowSpec.of(new Flow(FlowMod.ALL_TABLES, 0, match, 0, List.of())));
    }

    /** Deletes the flows that match at least what this matches, in its table and under its cookie mask. */
    public void deleteFlows(FlowSpec pattern) {
        delete(FlowMod.Command.DELETE, pattern);
    }

    /**
     * Reads a filter as ovs-ofctl del-flows does, and deletes the flows that match at least what it matches.
     *
     * @throws dev.heddle.flow.text.TextException where it is no filter; nothing changes
     */
    public void deleteFlows(String text) {
        deleteFlows(FlowText.readFilter(text, ports));
    }

    /** Deletes the one flow that {@link #addFlow(Match, List)} added with this match, if it is there. */
    public void deleteFlow(Match match) {
        deleteFlow(FlowSpec.of(new Flow(0, FlowSpec.DEFAULT_PRIORITY, match, 0, List.of())));
    }

    /** Reads a filter as ovs-ofctl --strict del-flows does, and deletes the one flow that it names, if it is there. */
    public void deleteFlow(String text) {
        deleteFlow(FlowText.readStrictFilter(text, ports));
    }

    /** Deletes the one flow with this table, priority and match, if it is there. */
    public void deleteFlow(FlowSpec flow) {
        delete(FlowMod.Command.DELETE_STRICT, flow);
    }

    private void delete(FlowMod.Command command, FlowSpec pattern) {
        send(mod(command, pattern), SwitchTexts.flow(pattern));
    }

    private FlowMod mod(FlowMod.Command command, FlowSpec spec) {
        Flow flow = spec.flow().resolve(ports);
        return FlowMod.of(command, flow == null ? spec : spec.with(flow));
    }

    /** All flows with their counters, in the switch's order. */
    public List<FlowEntry> listFlows() {
        return listFlows(MultipartRequest.Flows.ALL);
    }

    /** The flows that match at least what this matches, in its table and under its cookie mask. */
    public List<FlowEntry> listFlows(FlowSpec pattern) {
        FlowMod same = mod(FlowMod.Command.DELETE, pattern);
        Flow flow = same.flow();
        return listFlows(new MultipartRequest.Flows(
                flow.table(), same.outPort(), same.outGroup(), flow.cookie(), same.cookieMask(), flow.match()));
    }

    List<FlowEntry> listFlows(MultipartRequest.Flows which) {
        return list(which, MultipartReply.Flows.class);
    }

    /** Adds a group; one with its id must not be there. */
    public void addGroup(Group group) {
        send(GroupMod.add(group.resolve(ports)), SwitchTexts.group(group));
    }

    /** Reads a group as ovs-ofctl add-group does, and adds it. */
    public void addGroup(String text) {
        addGroup(FlowText.readGroup(text, ports));
    }

    /** Adds a group, or replaces the one with its id; flows that use it stay. */
    public void putGroup(Group group) {
        send(GroupMod.put(group.resolve(ports)), SwitchTexts.group(group));
    }

    /** Deletes a group, if it is there, and the flows that use it. */
    public void deleteGroup(int id) {
        send(GroupMod.delete(id), "group " + Integer.toUnsignedString(id));
    }

    public List<Group> listGroups() {
        return list(new MultipartRequest.Groups(GroupMod.ALL_GROUPS), MultipartReply.Groups.class);
    }

    /** Adds a meter; one with its id must not be there. */
    public void addMeter(Meter meter) {
        send(MeterMod.add(meter), SwitchTexts.meter(meter));
    }

    /** Reads a meter as ovs-ofctl add-meter does, and adds it. */
    public void addMeter(String text) {
        addMeter(FlowText.readMeter(text));
    }

    /** Deletes a meter, if it is there, and the flows that use it. */
    public void deleteMeter(int id) {
        send(MeterMod.delete(id), "meter " + Integer.toUnsignedString(id));
    }

    public List<Meter> listMeters() {
        return list(new MultipartRequest.Meters(Meter.ALL), MultipartReply.Meters.class);
    }

    private <T> List<T> list(MultipartRequest request, Class<? extends MultipartReply.Listed<T>> answer) {
        List<T> out = new ArrayList<>();
        channel().request(request).forEach(part -> out.addAll(answer.cast(part).entries()));
        return out;
    }

    private void send(OfMessage message, String what) {
        checked(channel().send(List.of(message)), index -> what);
    }

    /** Executes all messages or none, atomically. */
    void bundle(List<? extends OfMessage> messages, IntFunction<String> what) {
        checked(channel().bundle(messages), what);
    }

    /** A switch that cannot do that keeps them until they time out. */
    void forgetConnections(CtFlush which) {
        var _ = channel().send(List.of(which));
    }

    private void checked(List<FlowChannel.Refusal> refusals, IntFunction<String> what) {
        if (refusals.isEmpty()) {
            return;
        }
        FlowChannel.Refusal first = refusals.getFirst();
        String subject = first.index() < 0 ? "the change" : what.apply(first.index());
        String error = first.error().name();
        throw new SwitchException(kind(error), first.index(), "bridge " + name + ": refuses " + subject + ": " + error);
    }

    private static Kind kind(String error) {
        return switch (error) {
            case "OFPGMFC_GROUP_EXISTS", "OFPMMFC_METER_EXISTS" -> Kind.CONFLICT;
            case "OFPGMFC_UNKNOWN_GROUP", "OFPMMFC_UNKNOWN_METER" -> Kind.NOT_FOUND;
            default -> Kind.REFUSED;
        };
    }

    SwitchRows rows() {
        return new SwitchRows(database, name);
    }

    private synchronized FlowChannel channel() {
        OpenFlowWay open = way;
        if (open != null && open.channel().isOpen()) {
            return open.channel();
        }
        if (open != null) {
            open.close();
            way = null;
        }
        OpenFlowWay fresh = OpenFlowWay.open(at, database, name);
        way = fresh;
        return fresh.channel();
    }

    /**
     * Takes the bridge away with its ports, flows, groups and meters, and closes. Their devices stay.
     *
     * @throws SwitchException of kind CONFLICT where the bridge, or one of its ports, was not made here; nothing changes
     */
    public void delete() {
        new SwitchRows(database, name).delete();
        close();
    }

    /** Ends the connections; the bridge stays as it is. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (way != null) {
            way.close();
            way = null;
        }
        database.close();
    }
}
