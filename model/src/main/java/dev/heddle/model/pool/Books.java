package dev.heddle.model.pool;

import dev.heddle.model.ObjectKey;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.spec.TopologySpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who has what: every unit of the hosts, of the reservations and of the leases, kept up to date change by change and
 * never counted anew. Immutable. They tell what is, not what may be: nothing is refused here for being too much.
 *
 * <p>All changes throw {@link IllegalStateException} if they contradict the books.
 */
public record Books(Supply supply, Demand demand) {
    public static final Books EMPTY = new Books(Supply.NOTHING, Demand.NOTHING);

    /** What nobody holds; less than nothing where hosts were lost. */
    public Amounts free() {
        return supply.capacity().minus(supply.system()).minus(demand.held());
    }

    /** The host's book, or null. */
    public @Nullable HostBook host(String name) {
        return supply.hosts().get(name);
    }

    /** What the owner holds on the host. */
    public Optional<Lease> lease(ObjectKey owner, String host) {
        HostBook book = host(host);
        return book == null ? Optional.empty() : Optional.ofNullable(book.lease(owner));
    }

    /** With the host as it is now; its leases stay. */
    public Books withHost(String name, HostSpec effective) {
        return new Books(supply.with(name, effective), demand);
    }

    public Books withoutHost(String name) {
        return new Books(supply.without(name), demand);
    }

    public Books withTopology(String name, TopologySpec spec) {
        return new Books(supply.with(name, spec), demand);
    }

    public Books withoutTopology(String name, TopologySpec spec) {
        return new Books(supply.without(name, spec), demand);
    }

    /** With this reserved for the slice, instead of what was. */
    public Books withSlice(ObjectKey slice, Amounts reserved) {
        return new Books(supply, demand.with(slice, reserved));
    }

    public Books withoutSlice(ObjectKey slice) {
        return new Books(supply, demand.without(slice));
    }

    /** With one more port of the tenant. */
    public Books withPort(ObjectKey port) {
        return new Books(supply, demand.withPorts(port, 1));
    }

    public Books withoutPort(ObjectKey port) {
        return new Books(supply, demand.withPorts(port, -1));
    }

    /** With the lease, instead of what the owner held on that host. */
    public Books withLease(Lease lease) {
        Books out = withoutLease(lease.owner(), lease.host());
        return new Books(out.supply.with(lease), out.demand.with(lease));
    }

    /** Without what the owner holds on that host; it may hold nothing. */
    public Books withoutLease(ObjectKey owner, String host) {
        Optional<Lease> held = lease(owner, host);
        return held.isEmpty() ? this : new Books(supply.without(held.get()), demand.without(held.get()));
    }
}
