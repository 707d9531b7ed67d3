package dev.heddle.compiler;

import dev.heddle.flow.Flow;
import dev.heddle.flow.Fragment;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.SliceState;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All fragments of one slice. Made anew when the slice or one of its hosts changed; what its unchanged ports gave is taken
 * over from the one before.
 *
 * @param everywhere the same on each host
 * @param byHost the fragments of each host's own ports, and of the slice on it
 * @param peers what each of its hosts must know of the others, by endpoint number: where its ports are, and every uplink
 *     of the hosts that a port moves between, so that whichever follows a phase later finds the others prepared; the same
 *     object as before while equal
 */
record CompiledSlice(
        SliceState source,
        Fragment everywhere,
        SortedMap<String, List<Fragment>> byHost,
        SortedMap<Integer, Fragment> peers,
        IdentityHashMap<PortState, PerPort> perPort) {

    /** What one port gave, and the hosts' endpoints it was made with. */
    record PerPort(@Nullable Endpoints endpoints, List<Flow> whereabouts, SortedMap<String, Local> local) {}

    /** A port's own fragment on a host. */
    record Local(Endpoints endpoints, Fragment fragment) {}

    /**
     * @param before the slice's last result, or null
     * @param hosts the endpoints of a host by its name; null for a host that is not declared
     * @param made called for each port that had to be compiled
     */
    static CompiledSlice of(
            SliceState slice,
            @Nullable CompiledSlice before,
            Function<String, @Nullable Endpoints> hosts,
            Runnable made) {
        IdentityHashMap<PortState, PerPort> old =
                before != null && before.source.vni() == slice.vni() ? before.perPort : new IdentityHashMap<>();
        IdentityHashMap<PortState, PerPort> perPort = new IdentityHashMap<>();
        List<Flow> whereabouts = new ArrayList<>();
        SortedMap<String, List<Fragment>> byHost = new TreeMap<>();
        SortedMap<String, List<PortState>> members = new TreeMap<>();
        SortedMap<Integer, Endpoints.Endpoint> bound = new TreeMap<>(Endpoints.ORDER);
        SortedMap<Integer, Endpoints.Endpoint> endpoints = new TreeMap<>(Endpoints.ORDER);
        for (PortState port : slice.ports().values()) {
            PerPort part = old.get(port);
            if (part == null || !current(part, port, hosts)) {
                part = compile(slice, port, hosts);
                made.run();
            }
            perPort.put(port, part);
            whereabouts.addAll(part.whereabouts);
            Endpoints.Endpoint at = endpoint(port, hosts);
            if (at != null) {
                bound.put(at.number(), at);
            }
            if (!port.standby().isEmpty()) {
                part.local.values().forEach(l -> l.endpoints.all().forEach(e -> endpoints.put(e.number(), e)));
            }
            part.local.forEach((host, local) -> {
                byHost.computeIfAbsent(host, h -> new ArrayList<>()).add(local.fragment);
                members.computeIfAbsent(host, h -> new ArrayList<>()).add(port);
            });
        }
        endpoints.putAll(bound);
        members.forEach((host, ports) -> fragments(byHost, host).add(SliceRules.onHost(slice, ports)));
        return new CompiledSlice(
                slice,
                SliceRules.everywhere(slice, whereabouts, onePerHost(bound)),
                byHost,
                peers(endpoints, before),
                perPort);
    }

    private static SortedMap<Integer, Fragment> peers(
            SortedMap<Integer, Endpoints.Endpoint> endpoints, @Nullable CompiledSlice before) {
        SortedMap<Integer, Fragment> peers = new TreeMap<>(Endpoints.ORDER);
        endpoints.forEach((number, endpoint) -> peers.put(number, endpoint.peer()));
        return before != null && before.peers.equals(peers) ? before.peers : peers;
    }

    private static List<Fragment> fragments(SortedMap<String, List<Fragment>> byHost, String host) {
        return byHost.computeIfAbsent(host, h -> new ArrayList<>());
    }

    private static SortedSet<Integer> onePerHost(SortedMap<Integer, Endpoints.Endpoint> endpoints) {
        SortedSet<Integer> out = new TreeSet<>(Endpoints.ORDER);
        SortedSet<String> seen = new TreeSet<>();
        endpoints.forEach((number, endpoint) -> {
            if (seen.add(endpoint.host())) {
                out.add(number);
            }
        });
        return out;
    }

    private static Endpoints.@Nullable Endpoint endpoint(PortState port, Function<String, @Nullable Endpoints> hosts) {
        if (port.binding().isEmpty()) {
            return null;
        }
        PortState.Binding binding = port.binding().get();
        Endpoints endpoints = hosts.apply(binding.host());
        return endpoints == null ? null : endpoints.of(binding.uplink());
    }

    /** Identity on purpose: the same host state gives the same endpoints. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean current(PerPort part, PortState port, Function<String, @Nullable Endpoints> hosts) {
        Endpoints bound = port.binding().map(b -> hosts.apply(b.host())).orElse(null);
        if (part.endpoints != bound) {
            return false;
        }
        for (Map.Entry<String, Local> local : part.local.entrySet()) {
            if (local.getValue().endpoints != hosts.apply(local.getKey())) {
                return false;
            }
        }
        return true;
    }

    private static PerPort compile(SliceState slice, PortState port, Function<String, @Nullable Endpoints> hosts) {
        Endpoints.Endpoint at = endpoint(port, hosts);
        List<Flow> whereabouts = at == null ? List.of() : SliceRules.whereabouts(port, slice.vni(), at.number());
        SortedSet<String> on = new TreeSet<>(port.standby());
        port.binding().ifPresent(b -> on.add(b.host()));
        SortedMap<String, Local> local = new TreeMap<>();
        for (String host : on) {
            Endpoints endpoints = hosts.apply(host);
            IpAddress source = endpoints == null ? null : source(port, host, endpoints);
            if (endpoints != null && source != null) {
                local.put(host, new Local(endpoints, PortRules.fragment(port, slice.vni(), source)));
            }
        }
        return new PerPort(port.binding().map(b -> hosts.apply(b.host())).orElse(null), whereabouts, local);
    }

    /** The tunnel address of the uplink that the port uses on this host; null where the host has no such uplink. */
    private static @Nullable IpAddress source(PortState port, String host, Endpoints endpoints) {
        String uplink = port.binding()
                .filter(b -> b.host().equals(host))
                .map(PortState.Binding::uplink)
                .or(() -> endpoints.state().spec().uplink(port.spec().uplink()).map(u -> u.name()))
                .orElse(null);
        Endpoints.Endpoint endpoint = uplink == null ? null : endpoints.of(uplink);
        return endpoint == null ? null : endpoint.address();
    }
}
