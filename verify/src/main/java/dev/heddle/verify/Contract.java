package dev.heddle.verify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What isolation means on one switch: a packet that enters by a port of slice A, or by the tunnel with A's VNI, leaves only by
 * ports of A or by the tunnel with A's VNI, or by those of a slice to which A is allowed. It comes from what was declared and
 * observed, never from the program that is to be proved.
 *
 * @param tunnelPort the number of the one VXLAN port; empty where there is none
 * @param ports the access ports by number, those that nobody declared among them; without the tunnel port
 * @param complete whether {@code ports} are all that the bridge has: a number that is not there then neither takes nor gives
 *     packets; otherwise it counts as a port that nobody declared
 * @param vnis the VNI of each slice that is known, by the slice's name
 * @param allowed what routers, peerings and load balancers declare, beside each slice to itself
 */
public record Contract(
        OptionalInt tunnelPort,
        SortedMap<Integer, Port> ports,
        boolean complete,
        SortedMap<String, Integer> vnis,
        Set<Way> allowed) {
    /** An empty contract: no port is declared, and so nothing may be reached. */
    public static final Contract NOTHING =
            new Contract(OptionalInt.empty(), new TreeMap<>(), false, new TreeMap<>(), Set.of());

    /**
     * An access port.
     *
     * @param number as OpenFlow knows it
     * @param name of the interface
     * @param slice the name of its slice, or null where nobody declared the port
     */
    public record Port(int number, String name, @Nullable String slice) {}

    /** What enters from one slice may leave to another. */
    public record Way(String from, String to) {}

    public Contract {
        ports = Collections.unmodifiableSortedMap(new TreeMap<>(ports));
        vnis = Collections.unmodifiableSortedMap(new TreeMap<>(vnis));
        allowed = Set.copyOf(allowed);
    }

    /** Whether a packet of the first slice may leave as one of the second. */
    public boolean allows(String from, String to) {
        return from.equals(to) || (!allowed.isEmpty() && allowed.contains(new Way(from, to)));
    }

    /** The port with this interface name. */
    public Optional<Port> named(String name) {
        return ports.values().stream().filter(p -> p.name().equals(name)).findFirst();
    }

    /** What contradicts itself: VNIs that stand for two slices, and ports of slices without a VNI. */
    List<Doubt> contradictions() {
        List<Doubt> out = new ArrayList<>();
        Map<Integer, String> holder = new TreeMap<>();
        vnis.forEach((slice, vni) -> {
            String other = holder.putIfAbsent(vni, slice);
            if (other != null) {
                out.add(Doubt.of("VNI " + vni + " stands for two slices, " + other + " and " + slice));
            }
        });
        for (Port port : ports.values()) {
            if (port.slice() != null && !vnis.containsKey(port.slice())) {
                out.add(Doubt.of("port " + port.name() + " is of slice " + port.slice() + ", whose VNI is not known"));
            }
        }
        return out;
    }
}
