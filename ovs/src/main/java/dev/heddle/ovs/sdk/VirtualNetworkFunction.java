package dev.heddle.ovs.sdk;

import dev.heddle.flow.Flow;
import dev.heddle.flow.FlowSpec;
import dev.heddle.flow.Match;
import dev.heddle.flow.text.FlowText;
import dev.heddle.ovs.openflow.FlowEntry;
import dev.heddle.ovs.openflow.FlowMod;
import dev.heddle.ovs.openflow.MultipartRequest;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.sdk.SwitchException.Kind;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * An internal port of a switch with addresses for which the switch itself answers, by flows: ARP requests, neighbour solicitations
 * and pings from the function's VLAN, and from nowhere else. What else comes for the addresses is the business of the flows that
 * are added here, of the switch's own, or of a program at the port.
 *
 * <p>What it is stands in the port's row in the database, so that it can be opened again. Its flows carry cookies of its own;
 * those of others, also on an operator's bridge, are not touched, and one that would have to be replaced is a CONFLICT. Ports
 * that join the VLAN later are answered after {@link #refresh}.
 */
public final class VirtualNetworkFunction {
    static final String VIPS = "heddle-vips";

    private final VirtualSwitch on;
    private final String name;

    private VirtualNetworkFunction(VirtualSwitch on, String name) {
        this.on = on;
        this.name = name;
    }

    /**
     * Makes the port, and answers.
     *
     * @param name of the port, at most 15 bytes
     * @param vips IPv4 and IPv6 addresses
     * @param vlan 1 to 4094; null for untagged frames of trunks
     * @throws SwitchException also of kind CONFLICT where there is a port of this name; nothing is left of it then
     */
    public static VirtualNetworkFunction create(
            VirtualSwitch on, String name, List<InetAddress> vips, @Nullable Integer vlan) {
        Map<String, OvsdbValue> device =
                Map.of("type", OvsdbValue.of("internal"), "mac", OvsdbValue.of(randomMac(new SecureRandom())));
        Member made = on.rows().addPort(new PortSpec(name, vlan), device, Map.of(VIPS, joined(vips)));
        VirtualNetworkFunction function = new VirtualNetworkFunction(on, name);
        try {
            function.refresh();
            return function;
        } catch (RuntimeException e) {
            on.rows().removePort(made.port().uuid());
            throw e;
        }
    }

    /** @throws SwitchException of kind NOT_FOUND where no network function has this name */
    public static VirtualNetworkFunction open(VirtualSwitch on, String name) {
        if (!isFunction(on.rows().member(name))) {
            throw new SwitchException(
                    Kind.NOT_FOUND, "bridge " + on.name() + ", port " + name + ": is no network function");
        }
        return new VirtualNetworkFunction(on, name);
    }

    private static boolean isFunction(Member port) {
        return Rows.ours(port.port()) && port.mark(VIPS) != null;
    }

    static boolean exists(VirtualSwitch on, String name) {
        return on.rows()
                .read()
                .member(name)
                .filter(VirtualNetworkFunction::isFunction)
                .isPresent();
    }

    public String name() {
        return name;
    }

    VirtualSwitch on() {
        return on;
    }

    Member port() {
        return on.rows().member(name);
    }

    public List<InetAddress> vips() {
        return split(Objects.requireNonNull(port().mark(VIPS)));
    }

    /** The VLAN; empty for none. */
    public OptionalInt vlan() {
        var tag = port().port().number("tag");
        return tag.isPresent() ? OptionalInt.of((int) tag.getAsLong()) : OptionalInt.empty();
    }

    /** What neighbours learn as the MAC of each address, that of the port. */
    public String mac() {
        return port().mac();
    }

    /** Answers for these addresses from now on, and for no others. */
    public void setVips(List<InetAddress> vips) {
        on.rows().mark(port().port().uuid(), VIPS, joined(vips));
        refresh();
    }

    /** Makes the answers anew, in one bundle: for the ports that are in the VLAN now. */
    public void refresh() {
        Bridge bridge = on.rows().read();
        Member port = port();
        AnswerFlows answers = new AnswerFlows(Layout.cookie(name, Layout.ANSWERS), port.number(), port.mac());
        replace(Layout.ANSWERS, answers.lines(vips(), arrivals(bridge)), List.of(), List.of());
    }

    List<Arrival> arrivals(Bridge bridge) {
        OptionalInt vlan = vlan();
        return Arrival.of(bridge, vlan.isPresent() ? vlan.getAsInt() : null, name);
    }

    /**
     * Replaces the flows of one part by others, in one bundle.
     *
     * @param lines as ovs-ofctl reads them
     * @param before what comes first, as groups that the flows use
     */
    void replace(int part, List<String> lines, List<? extends OfMessage> before, List<? extends OfMessage> after) {
        List<FlowSpec> flows = new ArrayList<>();
        lines.forEach(line -> flows.add(FlowText.readFlow(line, on.portNames())));
        requireFree(flows);
        List<OfMessage> messages = new ArrayList<>(before);
        messages.add(FlowMod.delete(FlowMod.ALL_TABLES, Layout.cookie(name, part), -1));
        flows.forEach(flow -> messages.add(FlowMod.add(flow.flow())));
        messages.addAll(after);
        on.bundle(messages, index -> "a flow of " + name + ", " + messages.get(index));
    }

    /** Nothing of others is replaced, and they have no flows where ours meet their own only. */
    private void requireFree(List<FlowSpec> flows) {
        if (flows.isEmpty()) {
            return;
        }
        Set<Flow.Key> wanted = new HashSet<>();
        flows.forEach(spec -> wanted.add(spec.flow().key()));
        for (int table : List.of(0, Layout.SOLICITED, Layout.TRACKED)) {
            for (FlowEntry entry : on.listFlows(MultipartRequest.Flows.of(table, 0, 0))) {
                Flow flow = entry.flow();
                if (!Layout.ours(flow.cookie()) && (table != 0 || wanted.contains(flow.key()))) {
                    throw new SwitchException(
                            Kind.CONFLICT,
                            "bridge %s, port %s: there is a flow of others in the way, %s"
                                    .formatted(on.name(), name, SwitchTexts.flow(FlowSpec.of(flow))));
                }
            }
        }
    }

    /** Adds a flow of this function, on its switch; it gets the function's cookie. */
    public void addFlow(FlowSpec flow) {
        Flow own = flow.flow();
        long cookie = Layout.cookie(name, Layout.USERS);
        on.addFlow(new FlowSpec(
                new Flow(own.table(), own.priority(), own.match(), cookie, own.instructions()),
                flow.cookieMask(),
                flow.idleTimeout(),
                flow.hardTimeout(),
                flow.importance(),
                flow.flags(),
                flow.outPort(),
                flow.outGroup()));
    }

    /** Reads a flow as ovs-ofctl add-flow does, and adds it. */
    public void addFlow(String text) {
        addFlow(FlowText.readFlow(text, on.portNames()));
    }

    /** Deletes the flows that were added here and match at least what this matches. */
    public void deleteFlows(Match match) {
        Flow all = new Flow(FlowMod.ALL_TABLES, 0, match, Layout.cookie(name, Layout.USERS), List.of());
        on.deleteFlows(new FlowSpec(all, -1, 0, 0, 0, 0, FlowSpec.ANY, FlowSpec.ANY));
    }

    /** All flows of this function: its answers, and what was added here. */
    public List<FlowEntry> listFlows() {
        return on.listFlows(
                MultipartRequest.Flows.of(FlowMod.ALL_TABLES, Layout.cookie(name, 0), Layout.FUNCTION_MASK));
    }

    /** Takes the port away, and the function's flows. */
    public void delete() {
        delete(List.of());
    }

    /** @param also what goes in the same bundle as the flows, after them */
    void delete(List<? extends OfMessage> also) {
        Member port = port();
        List<OfMessage> messages = new ArrayList<>();
        messages.add(FlowMod.delete(FlowMod.ALL_TABLES, Layout.cookie(name, 0), Layout.FUNCTION_MASK));
        messages.addAll(also);
        on.bundle(messages, index -> "the end of " + name);
        on.rows().removePort(port.port().uuid());
    }

    /** Local and high: a bridge takes the lowest MAC of its ports for its own. */
    private static String randomMac(SecureRandom random) {
        byte[] bytes = new byte[5];
        random.nextBytes(bytes);
        StringJoiner out = new StringJoiner(":");
        out.add("fe");
        for (byte b : bytes) {
            out.add("%02x".formatted(b));
        }
        return out.toString();
    }

    private static String joined(List<InetAddress> vips) {
        return String.join(" ", vips.stream().map(Endpoint::text).distinct().toList());
    }

    private static List<InetAddress> split(String vips) {
        return Arrays.stream(vips.split(" "))
                .filter(vip -> !vip.isEmpty())
                .map(vip -> Endpoint.address("address", vip))
                .toList();
    }
}
