package dev.heddle.simulator.whole;

import dev.heddle.flow.Field;
import dev.heddle.flow.interpret.Packet;
import dev.heddle.flow.interpret.Step;
import dev.heddle.flow.interpret.Walk;
import dev.heddle.model.state.HostState;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where packets arrive that workloads send, over all switches as they are. */
final class Delivery {
    /** Where a packet came out. */
    record Arrival(SwitchView at, int port) {
        boolean isAt(PortState to) {
            return at.is(port, to);
        }

        @Override
        public String toString() {
            return at.host() + " port " + port;
        }
    }

    private final Map<String, SwitchView> switches;
    private final Map<Long, String> hostOfAddress = new HashMap<>();

    /** @param switches of all hosts, by name */
    Delivery(Snapshot snapshot, Map<String, SwitchView> switches) {
        this.switches = switches;
        for (HostState host : snapshot.hosts().values()) {
            host.spec().uplinks().forEach(u -> hostOfAddress.put(u.address().lo(), host.name()));
        }
    }

    /** Where an UDP packet arrives that a port sends on a host to another port; nowhere if it has no interface there. */
    List<Arrival> unicast(PortState from, String host, PortState to) {
        SwitchView at = switches.get(host);
        Integer number = at == null ? null : at.numberOf(from);
        return at == null || number == null ? List.of() : send(at, Frames.unicast(number, from, to));
    }

    /** Where a broadcast arrives. */
    List<Arrival> broadcast(PortState from, String host) {
        SwitchView at = switches.get(host);
        Integer number = at == null ? null : at.numberOf(from);
        return at == null || number == null ? List.of() : send(at, Frames.broadcast(number, from));
    }

    /** Whether the port has an interface on the host. */
    boolean isPlugged(PortState port, String host) {
        SwitchView at = switches.get(host);
        return at != null && at.numberOf(port) != null;
    }

    private List<Arrival> send(SwitchView at, Packet packet) {
        List<Arrival> out = new ArrayList<>();
        for (Step.Output output : Walk.of(at.tables(), packet).outputs()) {
            if (!at.isTunnel(output.port())) {
                out.add(new Arrival(at, output.port()));
            } else {
                String host = hostOfAddress.get(output.packet().number(Field.TUN_DST));
                SwitchView peer = host == null ? null : switches.get(host);
                if (peer != null && peer.tunnel().isPresent()) {
                    Packet arriving =
                            Frames.tunnelled(output.packet(), peer.tunnel().getAsInt());
                    Walk.of(peer.tables(), arriving).outputs().forEach(o -> out.add(new Arrival(peer, o.port())));
                }
            }
        }
        return out;
    }
}
