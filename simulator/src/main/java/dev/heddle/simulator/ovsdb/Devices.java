package dev.heddle.simulator.ovsdb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The network devices of a host, and what else an interface needs. Owned by {@link SimVswitchd}. */
final class Devices {
    /** How the objections begin that come when the port has a number already. */
    static final String NOT_ADDED = "could not add network device ";

    private static final Set<String> TUNNELS =
            Set.of("vxlan", "geneve", "gre", "erspan", "ip6erspan", "gtpu", "bareudp");
    private static final Set<String> VIRTUAL = Set.of("internal", "tap", "dummy", "patch");

    /** Bits a second by name; 0 where it is not known. */
    private final Map<String, Long> speeds = new HashMap<>();

    void add(String name, long bitsPerSecond) {
        speeds.put(name, bitsPerSecond);
    }

    void remove(String name) {
        speeds.remove(name);
    }

    OptionalLong speed(String name) {
        Long found = speeds.get(name);
        return found == null || found == 0 ? OptionalLong.empty() : OptionalLong.of(found);
    }

    boolean isThere(VswitchConfig.Face face) {
        return !face.type().equals("system") || speeds.containsKey(face.name());
    }

    /**
     * Why there can be no such port, in OVS's words; empty where there can.
     *
     * @param others all ports of all bridges
     */
    Optional<String> objection(VswitchConfig.Face face, Iterable<SimBridge.Plugged> others) {
        String name = face.name();
        String type = face.type();
        if (!TUNNELS.contains(type) && !VIRTUAL.contains(type) && !type.equals("system")) {
            return Optional.of("could not open network device " + name + " (Address family not supported by protocol)");
        }
        if (!isThere(face)) {
            return Optional.of("could not open network device " + name + " (No such device)");
        }
        if (type.equals("patch") && !face.options().containsKey("peer")) {
            return Optional.of(name + ": patch type requires valid 'peer' argument");
        }
        if (!TUNNELS.contains(type)) {
            return Optional.empty();
        }
        if (!face.options().containsKey("remote_ip")) {
            return Optional.of(name + ": " + type + " type requires valid 'remote_ip' argument");
        }
        List<String> key = tunnel(type, face.options());
        for (SimBridge.Plugged other : others) {
            if (other.type().equals(type) && tunnel(type, other.options()).equals(key)) {
                return Optional.of(NOT_ADDED + name + " to ofproto (File exists)");
            }
        }
        return Optional.empty();
    }

    /** By what arriving packets are told apart. */
    private static List<String> tunnel(String type, Map<String, String> options) {
        List<String> out = new ArrayList<>();
        out.add(options.getOrDefault("dst_port", type.equals("geneve") ? "6081" : "4789"));
        out.add(options.getOrDefault("remote_ip", ""));
        out.add(options.getOrDefault("local_ip", ""));
        out.add(options.getOrDefault("in_key", options.getOrDefault("key", "")));
        return out;
    }
}
