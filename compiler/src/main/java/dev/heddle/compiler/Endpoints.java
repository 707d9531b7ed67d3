package dev.heddle.compiler;

import dev.heddle.flow.Fragment;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.state.HostState;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The endpoints of one host, with their fragments. Made once for each {@link HostState}. */
final class Endpoints {
    /** Endpoint numbers are unsigned. */
    static final Comparator<Integer> ORDER = Integer::compareUnsigned;

    /**
     * One uplink of a host.
     *
     * @param peer its fragment on other hosts
     * @param own its fragment on its own host
     */
    record Endpoint(String host, int number, IpAddress address, Fragment peer, Fragment own) {}

    private final HostState state;
    private final Map<String, Endpoint> byUplink = new HashMap<>();
    private final SortedMap<Integer, Fragment> own = new TreeMap<>(ORDER);

    Endpoints(HostState state) {
        this.state = state;
        long id = state.resource().id();
        for (HostState.Endpoint endpoint : state.endpoints()) {
            for (HostSpec.Uplink uplink : state.spec().uplinks()) {
                if (uplink.name().equals(endpoint.uplink())) {
                    Fragment mine = PeerRules.own(id, endpoint.number());
                    byUplink.put(
                            uplink.name(),
                            new Endpoint(
                                    state.name(),
                                    endpoint.number(),
                                    uplink.address(),
                                    PeerRules.peer(id, endpoint.number(), uplink.address()),
                                    mine));
                    own.put(endpoint.number(), mine);
                }
            }
        }
    }

    HostState state() {
        return state;
    }

    @Nullable
    Endpoint of(String uplink) {
        return byUplink.get(uplink);
    }

    Collection<Endpoint> all() {
        return byUplink.values();
    }

    /** Fragments of the host's own endpoints by number. */
    SortedMap<Integer, Fragment> own() {
        return own;
    }
}
