package dev.heddle.model.state;

import dev.heddle.model.ObjectKey;
import dev.heddle.model.Resource;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.net.MacAddress;
import dev.heddle.model.pool.Lease;
import dev.heddle.model.pool.Observed;
import dev.heddle.model.state.HostState.Endpoint;
import dev.heddle.model.state.PortState.Binding;
import java.util.List;

/**
 * One thing that became so. Records tell results, never requests: an object with its allocations, a binding. Replaying
 * them decides nothing. The component names are the journal's format: see {@link RecordCodec}.
 */
@SuppressWarnings("JavaLangClash") // what a journal holds is called a record, here as everywhere
public sealed interface Record {
    /** Whether it makes a new revision: intent and bindings do, bookkeeping does not. */
    default boolean makesRevision() {
        return true;
    }

    /** A Tenant, Topology or VirtualNetwork is declared or changed. */
    record Put(Resource resource) implements Record {}

    /**
     * A Host is declared or changed.
     *
     * @param endpoints one per uplink, in the order of the uplinks; numbers not held before are taken
     */
    record HostPut(Resource resource, List<Endpoint> endpoints) implements Record {
        public HostPut {
            endpoints = List.copyOf(endpoints);
        }
    }

    /** A host told what fills gaps of its manifest. What was told of the same gaps before stays. */
    record HostObserved(String host, Observed observed) implements Record {}

    /**
     * A Slice is declared or changed.
     *
     * @param vni taken if not held before
     */
    record SlicePut(Resource resource, int vni) implements Record {}

    /**
     * A Port is declared or changed, or got other addresses.
     *
     * @param ips sorted
     */
    record PortPut(Resource resource, MacAddress mac, List<IpAddress> ips) implements Record {
        public PortPut {
            ips = List.copyOf(ips);
        }
    }

    /** An object is gone, with its addresses, binding and move. Nothing refers to it. */
    record Deleted(ObjectKey key) implements Record {}

    /** Nothing uses the number from this revision on, but hosts may still hold it. */
    record IdReleased(IdKind kind, int number) implements Record {}

    /** No host holds the released number any more: it may be taken again. */
    record IdFreed(IdKind kind, int number) implements Record {
        @Override
        public boolean makesRevision() {
            return false;
        }
    }

    /** Traffic to the port goes to this binding, at once; a move is over. */
    record PortBound(ObjectKey port, Binding binding) implements Record {}

    /** A move begins, phase "both": the target holds the port's own flows, traffic still goes to the binding. */
    record PortMoving(ObjectKey port, Binding target) implements Record {}

    /** The move's phase "new": traffic goes to the target, the old host still holds the port's own flows. */
    record PortMoved(ObjectKey port) implements Record {}

    /** The move is over, or called off: the port's own flows stay at its binding only. */
    record PortSettled(ObjectKey port) implements Record {}

    /** The port is plugged nowhere; a move is over. */
    record PortUnbound(ObjectKey port) implements Record {}

    /** The lease's owner holds this of the host, instead of what it held there. */
    record LeaseTaken(Lease lease) implements Record {}

    /** The owner gives back all that it holds of the host. */
    record LeaseGivenBack(ObjectKey owner, String host) implements Record {}
}
