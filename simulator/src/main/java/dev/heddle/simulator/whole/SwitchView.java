package dev.heddle.simulator.whole;

import dev.heddle.compiler.Pipeline;
import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.interpret.Tables;
import dev.heddle.model.state.PortState;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What one switch really has at one moment; the controller has no part in it. */
final class SwitchView {
    private final String host;
    private final OptionalInt tunnel;
    private final SortedMap<Integer, Iface> ports;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Flow> flows;
    private final List<Group> groups;
    private final Collection<Long> peers;
    private final Tables tables;

    /**
     * @param tunnel the number of heddle-vx
     * @param ports all other ports by number
     * @param peers addresses from which a packet may come out of the tunnel
     */
    SwitchView(
            String host,
            OptionalInt tunnel,
            SortedMap<Integer, Iface> ports,
            List<Flow> flows,
            List<Group> groups,
            Collection<Long> peers) {
        this.host = host;
        this.tunnel = tunnel;
        this.ports = ports;
        this.flows = flows;
        this.groups = groups;
        this.peers = peers;
        this.tables = Tables.of(flows, groups);
        ports.forEach((number, iface) -> numbers.putIfAbsent(iface.ifaceId(), number));
    }

    String host() {
        return host;
    }

    OptionalInt tunnel() {
        return tunnel;
    }

    SortedMap<Integer, Iface> ports() {
        return ports;
    }

    List<Flow> flows() {
        return flows;
    }

    List<Group> groups() {
        return groups;
    }

    Collection<Long> peers() {
        return peers;
    }

    Tables tables() {
        return tables;
    }

    boolean isTunnel(int port) {
        return tunnel.isPresent() && tunnel.getAsInt() == port;
    }

    /** The number of the port's interface, or null. */
    @Nullable
    Integer numberOf(PortState port) {
        return numberOf(port.resource().uid().toString(), port.resource().key().path());
    }

    /** The number of the interface with one of these iface-ids, or null. */
    @Nullable
    Integer numberOf(String ifaceId, @Nullable String otherId) {
        Integer first = numbers.get(ifaceId);
        return first != null || otherId == null ? first : numbers.get(otherId);
    }

    /**
     * A slice that takes broadcasts out of the tunnel but does not send them into it, or the other way, in words. A flow that
     * drops, which somebody may have put in the place of one, does neither.
     */
    Optional<String> half() {
        Set<Bits> in = new HashSet<>();
        Set<Bits> out = new HashSet<>();
        for (Flow flow : flows) {
            if (flow.actions().isEmpty()) {
                continue;
            }
            if (flow.table() == Pipeline.TUNNEL.id()) {
                slice(flow, Field.TUN_ID).ifPresent(in::add);
            } else if (flow.table() == Pipeline.MAC.id() && replicates(flow)) {
                slice(flow, Pipeline.SLICE).ifPresent(out::add);
            }
        }
        return in.equals(out)
                ? Optional.empty()
                : Optional.of(
                        "broadcasts come out of the tunnel for the VNIs %s, and go into it for %s".formatted(in, out));
    }

    private static boolean replicates(Flow flow) {
        return flow.actions().stream().anyMatch(Action.Group.class::isInstance);
    }

    private static Optional<Bits> slice(Flow flow, Field field) {
        return flow.match().terms().stream()
                .filter(t -> t.field() == field)
                .map(t -> t.value())
                .findFirst();
    }

    /** Whether this number is an interface of the port. */
    boolean is(int number, PortState port) {
        Iface iface = ports.get(number);
        return iface != null
                && (iface.ifaceId().equals(port.resource().uid().toString())
                        || iface.ifaceId().equals(port.resource().key().path()));
    }
}
