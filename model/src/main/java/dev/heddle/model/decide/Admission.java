package dev.heddle.model.decide;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Problem.Category;
import dev.heddle.model.Resource;
import dev.heddle.model.decide.Limits.Excess;
import dev.heddle.model.decide.Proposal.Item;
import dev.heddle.model.pool.Amounts;
import dev.heddle.model.pool.Books;
import dev.heddle.model.pool.Measure;
import dev.heddle.model.spec.PortSpec;
import dev.heddle.model.spec.SliceSpec;
import dev.heddle.model.spec.TenantSpec;
import dev.heddle.model.state.PortState;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what does not fit the quotas, the pool and the uplinks: once per limit, with the distance of the whole request
 * to it, at the first of its objects that does not fit any more.
 */
final class Admission {
    private final Proposal proposal;
    private final Findings findings;
    private final List<Item> changed;

    private Admission(Proposal proposal, Findings findings) {
        this.proposal = proposal;
        this.findings = findings;
        this.changed = proposal.items().stream().filter(Item::changes).toList();
    }

    /** @param after the books as they would be with the request */
    static void check(Proposal proposal, Books after, Findings findings) {
        Admission admission = new Admission(proposal, findings);
        Books before = proposal.image().books();
        admission.by(item -> item.key().tenant()).forEach((tenant, items) -> {
            TenantSpec quota = Objects.requireNonNull(proposal.tenant(tenant));
            Limits.ofTenant(before, after, tenant, quota).forEach(excess -> admission.report(excess, items));
        });
        Limits.ofPool(before, after).forEach(excess -> admission.report(excess, admission.changed));
        admission
                .by(admission::host)
                .forEach((host, items) ->
                        Limits.ofHost(before, after, host).forEach(excess -> admission.report(excess, items)));
    }

    /** The changed items that have the name, by name. */
    private SortedMap<String, List<Item>> by(Function<Item, @Nullable String> name) {
        SortedMap<String, List<Item>> out = new TreeMap<>();
        for (Item item : changed) {
            String of = name.apply(item);
            if (of != null) {
                out.computeIfAbsent(of, n -> new ArrayList<>()).add(item);
            }
        }
        return out;
    }

    /** The host where a port is bound. */
    private @Nullable String host(Item item) {
        PortState port = proposal.image().port(item.key());
        return port == null ? null : port.binding().map(PortState.Binding::host).orElse(null);
    }

    private void report(Excess excess, List<Item> items) {
        BigInteger left = excess.by();
        Item named = null;
        for (Item item : items.reversed()) {
            BigInteger growth = growth(item, excess.what());
            if (growth.signum() > 0 && left.signum() > 0) {
                left = left.subtract(growth);
                named = item;
            }
        }
        if (named == null) {
            throw new IllegalStateException("nothing in the request makes it " + excess.words());
        }
        findings.add(
                Category.OVER_LIMIT, excess.error(), named.manifest(), field(named, excess.what()), excess.words());
    }

    /** How much more the item asks for. */
    private BigInteger growth(Item item, String what) {
        Kind counted = what.equals(Limits.SLICES) ? Kind.SLICE : what.equals(Limits.PORTS) ? Kind.PORT : null;
        if (counted != null) {
            return item.key().kind() == counted && item.stored() == null ? BigInteger.ONE : BigInteger.ZERO;
        }
        Measure measure = Measure.valueOf(what.toUpperCase(Locale.ROOT));
        return measure.in(asked(item.key(), item.resource())).subtract(measure.in(asked(item.key(), item.stored())));
    }

    private Amounts asked(ObjectKey key, @Nullable Resource resource) {
        if (resource == null) {
            return Amounts.ZERO;
        }
        return switch (key.kind()) {
            case SLICE -> Amounts.of(resource.spec(SliceSpec.class).resources());
            case PORT ->
                Amounts.of(
                        0,
                        0,
                        0,
                        0,
                        isBound(key)
                                ? resource.spec(PortSpec.class).guaranteed().orElse(0)
                                : 0);
            case TENANT, HOST, TOPOLOGY, NETWORK -> Amounts.ZERO;
        };
    }

    private boolean isBound(ObjectKey port) {
        PortState stored = proposal.image().port(port);
        return stored != null && stored.binding().isPresent();
    }

    private static String field(Item item, String what) {
        if (what.equals(Limits.SLICES) || what.equals(Limits.PORTS)) {
            return what;
        }
        return item.key().kind() == Kind.PORT ? "spec.bandwidth.guaranteed" : "spec.resources." + what;
    }
}
