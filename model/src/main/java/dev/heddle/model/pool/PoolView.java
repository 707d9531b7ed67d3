package dev.heddle.model.pool;

import dev.heddle.model.spec.TenantSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * The pool as it is shown: the same books make the same view. Nothing in it depends on time.
 *
 * @param capacity of all declared hosts that are not lost, connected or not; bandwidth is that of their uplinks
 * @param system the hosts' {@code reserved}
 * @param reserved by slices
 * @param leased by ports
 * @param free capacity less system, reserved, and leases beyond a reservation; may be negative after a loss
 * @param domains as a tree: each before those in it
 * @param tenants all declared ones, by name
 */
public record PoolView(
        Amounts capacity,
        Amounts system,
        Amounts reserved,
        Amounts leased,
        Amounts free,
        List<InDomain> domains,
        List<OfTenant> tenants) {
    /**
     * A domain. Reservations have no place: free is capacity less system and leased.
     *
     * @param path as {@code a/p1/r7}
     * @param level as {@code rack}
     * @param hosts the declared hosts in it, sorted, lost ones too
     */
    public record InDomain(
            String path,
            String level,
            List<String> hosts,
            Amounts capacity,
            Amounts system,
            Amounts leased,
            Amounts free) {
        public InDomain {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * A tenant.
     *
     * @param quota as declared; what is not mentioned is not limited
     * @param used what counts against it
     */
    public record OfTenant(String tenant, TenantSpec quota, TenantBook used) {}

    public PoolView {
        domains = List.copyOf(domains);
        tenants = List.copyOf(tenants);
    }

    public static PoolView of(Books books, SortedMap<String, TenantSpec> declared) {
        List<InDomain> domains = new ArrayList<>();
        books.supply()
                .domains()
                .forEach((domain, book) -> domains.add(new InDomain(
                        domain.path(),
                        domain.level(),
                        List.copyOf(book.hosts()),
                        book.capacity(),
                        book.system(),
                        book.leased(),
                        book.free())));
        List<OfTenant> tenants = new ArrayList<>();
        declared.forEach((name, quota) ->
                tenants.add(new OfTenant(name, quota, books.demand().tenant(name))));
        return new PoolView(
                books.supply().capacity(),
                books.supply().system(),
                books.demand().reserved(),
                books.demand().leased(),
                books.free(),
                domains,
                tenants);
    }
}
