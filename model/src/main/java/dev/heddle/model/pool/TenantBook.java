package dev.heddle.model.pool;

/**
 * What counts against a tenant's quota.
 *
 * @param held reservations, and leases beyond them
 */
public record TenantBook(Amounts held, long slices, long ports) {
    public static final TenantBook EMPTY = new TenantBook(Amounts.ZERO, 0, 0);
}
