package dev.heddle.model.pool;

import dev.heddle.model.ObjectKey;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.pcollections.PSortedMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * What tenants reserve and hold. Immutable; a change costs the logarithm of all.
 *
 * @param slices by key, all slices
 * @param tenants by name; no entry of who has nothing
 * @param holders by owner: the hosts of which it holds a lease
 * @param reserved by all slices
 * @param leased by all owners
 * @param held reservations, and leases beyond them
 */
public record Demand(
        PSortedMap<ObjectKey, SliceBook> slices,
        PSortedMap<String, TenantBook> tenants,
        PSortedMap<ObjectKey, PSortedSet<String>> holders,
        Amounts reserved,
        Amounts leased,
        Amounts held) {
    static final Demand NOTHING =
            new Demand(TreePMap.empty(), TreePMap.empty(), TreePMap.empty(), Amounts.ZERO, Amounts.ZERO, Amounts.ZERO);

    /** What counts against the quota of the tenant. */
    public TenantBook tenant(String name) {
        TenantBook book = tenants.get(name);
        return book == null ? TenantBook.EMPTY : book;
    }

    /** What is set aside for the slice; nothing if it does not exist. */
    public SliceBook slice(ObjectKey key) {
        SliceBook book = slices.get(key);
        return book == null ? SliceBook.EMPTY : book;
    }

    /** The hosts of which the owner holds a lease. */
    public PSortedSet<String> hostsOf(ObjectKey owner) {
        PSortedSet<String> hosts = holders.get(owner);
        return hosts == null ? TreePSet.empty() : hosts;
    }

    Demand with(ObjectKey slice, Amounts reservation) {
        SliceBook old = slices.get(slice);
        Demand out = old == null ? tenant(slice, t -> new TenantBook(t.held(), t.slices() + 1, t.ports())) : this;
        return out.change(slice, new SliceBook(reservation, slice(slice).leased()));
    }

    Demand without(ObjectKey slice) {
        if (!slice(slice).leased().equals(Amounts.ZERO)) {
            throw new IllegalStateException("leases draw on " + slice);
        }
        Demand out = change(slice, SliceBook.EMPTY);
        out = new Demand(out.slices.minus(slice), out.tenants, holders, out.reserved, leased, out.held);
        return out.tenant(slice, t -> new TenantBook(t.held(), t.slices() - 1, t.ports()));
    }

    /** @param ports how many more the tenant has */
    Demand withPorts(ObjectKey port, int ports) {
        return tenant(port, t -> new TenantBook(t.held(), t.slices(), t.ports() + ports));
    }

    Demand with(Lease lease) {
        PSortedSet<String> hosts = hostsOf(lease.owner()).plus(lease.host());
        return new Demand(slices, tenants, holders.plus(lease.owner(), hosts), reserved, leased, held)
                .draw(lease, lease.amounts());
    }

    Demand without(Lease lease) {
        PSortedSet<String> hosts = hostsOf(lease.owner()).minus(lease.host());
        PSortedMap<ObjectKey, PSortedSet<String>> rest =
                hosts.isEmpty() ? holders.minus(lease.owner()) : holders.plus(lease.owner(), hosts);
        return new Demand(slices, tenants, rest, reserved, leased, held)
                .draw(lease, Amounts.ZERO.minus(lease.amounts()));
    }

    private Demand draw(Lease lease, Amounts more) {
        Demand out = new Demand(slices, tenants, holders, reserved, leased.plus(more), held);
        if (lease.slice().isEmpty()) {
            return out.hold(lease.owner(), more);
        }
        ObjectKey slice = lease.slice().get();
        SliceBook book = slice(slice);
        return out.change(slice, new SliceBook(book.reserved(), book.leased().plus(more)));
    }

    private Demand change(ObjectKey slice, SliceBook now) {
        SliceBook old = slice(slice);
        Demand out = new Demand(
                slices.plus(slice, now),
                tenants,
                holders,
                reserved.minus(old.reserved()).plus(now.reserved()),
                leased,
                held);
        return out.hold(slice, now.held().minus(old.held()));
    }

    private Demand hold(ObjectKey object, Amounts more) {
        Demand out = new Demand(slices, tenants, holders, reserved, leased, held.plus(more));
        return out.tenant(object, t -> new TenantBook(t.held().plus(more), t.slices(), t.ports()));
    }

    private Demand tenant(ObjectKey object, UnaryOperator<TenantBook> change) {
        String name = Objects.requireNonNull(object.tenant());
        TenantBook now = change.apply(tenant(name));
        PSortedMap<String, TenantBook> changed =
                now.equals(TenantBook.EMPTY) ? tenants.minus(name) : tenants.plus(name, now);
        return new Demand(slices, changed, holders, reserved, leased, held);
    }
}
