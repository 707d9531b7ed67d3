package dev.heddle.model.spec;

import dev.heddle.model.net.IpAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

/**
 * A server with Open vSwitch.
 *
 * @param systemId its {@code external_ids:system-id}; immutable
 * @param uplinks at least one; the first is the default
 * @param ovsdb where we dial, {@code tcp:H:P} or {@code unix:PATH}; empty where the host dials us
 * @param location outermost first
 * @param tunnelPort UDP port of VXLAN
 * @param capacity what the host has; its gpu is in {@code gpuCount}'s terms
 * @param gpuModel model of the GPUs, if told
 * @param reserved the share of the system
 */
public record HostSpec(
        String systemId,
        List<Uplink> uplinks,
        Optional<String> ovsdb,
        Datapath datapath,
        SequencedMap<String, String> location,
        int tunnelPort,
        Resources capacity,
        Optional<String> gpuModel,
        Resources reserved,
        State state)
        implements Spec {
    public static final int DEFAULT_TUNNEL_PORT = 4789;

    /** How many levels a location has at most: what is counted per domain costs as much at each change of a host. */
    public static final int DEEPEST_LOCATION = 16;

    /** OVS's datapath_type. */
    public enum Datapath {
        SYSTEM,
        NETDEV
    }

    /** Declared state; set by the operator only. */
    public enum State {
        READY,
        CORDONED,
        DRAINING,
        LOST
    }

    /**
     * A NIC of the host.
     *
     * @param address its tunnel address (VTEP)
     * @param bandwidth bit/s
     * @param mtu of the underlay, bytes
     */
    public record Uplink(
            String name,
            IpAddress address,
            OptionalLong bandwidth,
            Optional<String> rail,
            Optional<String> leaf,
            int mtu) {
        public static final int DEFAULT_MTU = 1500;
    }

    public HostSpec {
        uplinks = List.copyOf(uplinks);
        location = java.util.Collections.unmodifiableSequencedMap(new LinkedHashMap<>((Map<String, String>) location));
    }

    /** The uplink of that name; the default for an empty name. */
    public Optional<Uplink> uplink(Optional<String> name) {
        return name.isEmpty()
                ? uplinks.stream().findFirst()
                : uplinks.stream().filter(u -> u.name().equals(name.get())).findFirst();
    }
}
