package dev.heddle.model.decide;

import dev.heddle.model.pool.Books;
import dev.heddle.model.pool.HostBook;
import dev.heddle.model.pool.Measure;
import dev.heddle.model.pool.TenantBook;
import dev.heddle.model.pool.Tiers;
import dev.heddle.model.spec.HostSpec.Uplink;
import dev.heddle.model.spec.TenantSpec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What would grow beyond its limit from one state of the books to the next. Only growth is refused: who holds too much
 * because a host was lost or a quota was lowered keeps what he holds.
 */
final class Limits {
    /**
     * One limit that stands in the way.
     *
     * @param what as quotas name it: {@code cpu}, {@code slices}
     * @param by how much too much
     * @param words the message
     */
    record Excess(RequestError error, String what, BigInteger by, String words) {}

    static final String SLICES = "slices";
    static final String PORTS = "ports";

    private final Books before;
    private final Books after;
    private final List<Excess> found = new ArrayList<>();

    private Limits(Books before, Books after) {
        this.before = before;
        this.after = after;
    }

    /** Of a tenant's quota. */
    static List<Excess> ofTenant(Books before, Books after, String tenant, TenantSpec quota) {
        Limits limits = new Limits(before, after);
        String name = "the quota of tenant " + tenant;
        TenantBook was = before.demand().tenant(tenant);
        TenantBook is = after.demand().tenant(tenant);
        for (Measure measure : Measure.values()) {
            OptionalLong limit = measure.in(quota.quota());
            if (limit.isPresent()) {
                BigInteger free = BigInteger.valueOf(limit.getAsLong()).subtract(measure.in(is.held()));
                limits.check(
                        RequestError.OVER_QUOTA, name, measure, measure.in(was.held()), measure.in(is.held()), free);
            }
        }
        limits.check(name, SLICES, quota.slices(), was.slices(), is.slices());
        limits.check(name, PORTS, quota.ports(), was.ports(), is.ports());
        return limits.found;
    }

    /** Of the pool and of the tiers of all topologies. */
    static List<Excess> ofPool(Books before, Books after) {
        Limits limits = new Limits(before, after);
        for (Measure measure : Measure.values()) {
            limits.check(
                    RequestError.OVER_POOL,
                    "the pool",
                    measure,
                    measure.in(before.demand().held()),
                    measure.in(after.demand().held()),
                    measure.in(after.free()));
        }
        limits.checkTiers();
        return limits.found;
    }

    /** Of a host and its uplinks; the host is declared in the later books. */
    static List<Excess> ofHost(Books before, Books after, String host) {
        Limits limits = new Limits(before, after);
        HostBook was = before.host(host);
        HostBook is = after.host(host);
        if (is == null) {
            throw new IllegalStateException("host " + host + " is not declared");
        }
        for (Uplink uplink : is.spec().uplinks()) {
            String known = uplink.bandwidth().isPresent() ? "" : ", whose bandwidth is not known,";
            limits.check(
                    RequestError.OVER_HOST,
                    "uplink %s of host %s%s".formatted(uplink.name(), host, known),
                    Measure.BANDWIDTH,
                    was == null ? BigInteger.ZERO : was.leasedBandwidth(uplink.name()),
                    is.leasedBandwidth(uplink.name()),
                    is.freeBandwidth(uplink));
        }
        boolean told = !limits.found.isEmpty();
        for (Measure measure : Measure.values()) {
            if (measure != Measure.BANDWIDTH || !told) {
                limits.check(
                        RequestError.OVER_HOST,
                        "host " + host,
                        measure,
                        was == null ? BigInteger.ZERO : measure.in(was.leased()),
                        measure.in(is.leased()),
                        measure.in(is.free()));
            }
        }
        return limits.found;
    }

    private void check(
            RequestError error, String limit, Measure measure, BigInteger was, BigInteger is, BigInteger free) {
        if (is.compareTo(was) > 0 && free.signum() < 0) {
            BigInteger by = free.negate();
            found.add(new Excess(error, measure.word(), by, "over %s by %s".formatted(limit, measure.format(by))));
        }
    }

    private void check(String limit, String what, OptionalLong most, long was, long is) {
        if (most.isPresent() && is > was && is > most.getAsLong()) {
            long by = is - most.getAsLong();
            found.add(new Excess(
                    RequestError.OVER_QUOTA, what, BigInteger.valueOf(by), "over %s by %d".formatted(limit, by)));
        }
    }

    private void checkTiers() {
        BigInteger was = before.demand().reserved().bandwidth();
        BigInteger is = after.demand().reserved().bandwidth();
        if (is.compareTo(was) <= 0) {
            return;
        }
        for (Tiers.Limit limit : after.supply().tiers().narrowerThan(is)) {
            BigInteger by = is.subtract(limit.bandwidth());
            found.add(new Excess(
                    RequestError.OVER_POOL,
                    Measure.BANDWIDTH.word(),
                    by,
                    "over the pool by %s: %s %s of topology %s carries %s"
                            .formatted(
                                    Measure.BANDWIDTH.format(by),
                                    limit.tier().at().level(),
                                    limit.tier().at().name(),
                                    limit.tier().topology(),
                                    Measure.BANDWIDTH.format(limit.bandwidth()))));
        }
    }
}
