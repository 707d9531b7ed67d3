package dev.heddle.controller.reconcile.contract;

import dev.heddle.model.pool.Observed;
import dev.heddle.ovs.ovsdb.Replica;
import dev.heddle.verify.BridgeFacts;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What a host's database tells at one moment. Immutable.
 *
 * @param systemId {@code external_ids:system-id}; empty where the host has none and so cannot join
 * @param bridge br-int is there
 * @param owner the cluster whose id br-int carries
 * @param witness what br-int says it has seen
 * @param plugged interfaces of br-int with an iface-id and a port number, by iface-id
 * @param tunnel the port number of heddle-vx in br-int
 * @param refused interfaces of br-int of which the database says that OVS has no port for them ({@code ofport} is -1)
 * @param capacity what {@code external_ids:heddle-capacity} tells
 * @param beside what moves packets of br-int beside its flows
 * @param problems as {@code InterfaceError: …}, {@code DuplicateIfaceId: …} and {@code BadCapacity: …}
 */
public record HostFacts(
        Optional<String> systemId,
        boolean bridge,
        Optional<String> owner,
        Optional<Witness> witness,
        SortedMap<String, Plugged> plugged,
        OptionalInt tunnel,
        SortedSet<String> refused,
        Observed capacity,
        BridgeFacts beside,
        List<String> problems) {
    /** Why a host without {@code system-id} is refused. */
    public static final String NO_SYSTEM_ID = "the host's Open_vSwitch table has no external_ids:system-id;"
            + " set one: ovs-vsctl set Open_vSwitch . external_ids:system-id=NAME";

    /**
     * An interface that OVS has plugged.
     *
     * @param number OpenFlow port number, from 1
     */
    public record Plugged(String name, int number) {}

    public HostFacts {
        plugged = Collections.unmodifiableSortedMap(plugged);
        refused = Collections.unmodifiableSortedSet(refused);
        problems = List.copyOf(problems);
    }

    /** Reads them anew; never fails, whatever the database holds. */
    public static HostFacts of(Replica replica) {
        return new FactsReader(replica).read();
    }

    /** The bridge carries the id of another cluster than this. */
    public boolean ownedByOther(String clusterId) {
        return owner.filter(id -> !id.equals(clusterId)).isPresent();
    }

    /** All but what the host has seen, which it says to us alone. */
    public HostFacts withoutWitness() {
        return new HostFacts(
                systemId, bridge, owner, Optional.empty(), plugged, tunnel, refused, capacity, beside, problems);
    }
}
