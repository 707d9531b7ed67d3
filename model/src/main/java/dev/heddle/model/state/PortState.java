package dev.heddle.model.state;

import dev.heddle.model.Resource;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.net.MacAddress;
import dev.heddle.model.spec.PortSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A port with its addresses and where it is plugged.
 *
 * @param ips sorted; those declared, or one allocated per subnet
 * @param binding where traffic to the port goes, empty while it is not plugged
 * @param standby further hosts on which the port's own flows are kept during a move: the new host before traffic goes
 *     there, the old one after; empty outside moves
 */
public record PortState(
        Resource resource,
        PortSpec spec,
        MacAddress mac,
        List<IpAddress> ips,
        Optional<Binding> binding,
        Set<String> standby) {
    /**
     * Observed: the host that a port is plugged into.
     *
     * @param host the Host's name
     * @param uplink the uplink its traffic uses
     */
    public record Binding(String host, String uplink) {}

    public PortState {
        ips = List.copyOf(ips);
        standby = java.util.Collections.unmodifiableSet(new java.util.TreeSet<>(standby));
    }
}
