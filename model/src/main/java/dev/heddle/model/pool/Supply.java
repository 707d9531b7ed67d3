package dev.heddle.model.pool;

import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.spec.TopologySpec;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * What the hosts have, and what is leased of each. Immutable; a change costs the depth of the host's location.
 *
 * @param hosts by name
 * @param capacity of all hosts that are not lost
 * @param system the system's part of that
 */
public record Supply(
        PSortedMap<String, HostBook> hosts,
        PSortedMap<Domain, DomainBook> domains,
        Tiers tiers,
        Amounts capacity,
        Amounts system) {
    static final Supply NOTHING =
            new Supply(TreePMap.empty(), TreePMap.empty(), Tiers.NONE, Amounts.ZERO, Amounts.ZERO);

    Supply with(String name, HostSpec spec) {
        HostBook old = hosts.get(name);
        return replace(name, old, old == null ? HostBook.of(spec) : old.with(spec));
    }

    Supply without(String name) {
        HostBook old = host(name);
        if (!old.leases().isEmpty()) {
            throw new IllegalStateException("leases are on host " + name);
        }
        return replace(name, old, null);
    }

    Supply with(Lease lease) {
        return leased(lease.host(), host(lease.host()).with(lease), lease.amounts());
    }

    Supply without(Lease lease) {
        Amounts given = Amounts.ZERO.minus(lease.amounts());
        return leased(lease.host(), host(lease.host()).without(lease), given);
    }

    private Supply leased(String name, HostBook host, Amounts more) {
        PSortedMap<Domain, DomainBook> places = domains;
        for (Domain domain : Domain.of(host.spec().location())) {
            places = places.plus(domain, domain(domain).leased(more));
        }
        return new Supply(hosts.plus(name, host), places, tiers, capacity, system);
    }

    Supply with(String topology, TopologySpec spec) {
        return new Supply(hosts, domains, tiers.with(topology, spec, domains), capacity, system);
    }

    Supply without(String topology, TopologySpec spec) {
        return new Supply(hosts, domains, tiers.without(topology, spec), capacity, system);
    }

    private DomainBook domain(Domain domain) {
        DomainBook book = domains.get(domain);
        return book == null ? DomainBook.EMPTY : book;
    }

    private HostBook host(String name) {
        HostBook host = hosts.get(name);
        if (host == null) {
            throw new IllegalStateException("host " + name + " is not declared");
        }
        return host;
    }

    private Supply replace(String name, @Nullable HostBook old, @Nullable HostBook now) {
        Supply out = this;
        if (old != null) {
            out = out.withoutBook(name, old);
        }
        return now == null ? out : out.withBook(name, now);
    }

    private Supply withBook(String name, HostBook host) {
        PSortedMap<Domain, DomainBook> places = domains;
        for (Domain domain : Domain.of(host.spec().location())) {
            places = places.plus(domain, domain(domain).with(name, host));
        }
        return new Supply(
                hosts.plus(name, host),
                places,
                tiers.plus(Domain.steps(host.spec().location()), host.offered().bandwidth()),
                capacity.plus(host.offered()),
                system.plus(host.systemShare()));
    }

    private Supply withoutBook(String name, HostBook host) {
        PSortedMap<Domain, DomainBook> places = domains;
        for (Domain domain : Domain.of(host.spec().location())) {
            DomainBook rest = domain(domain).without(name, host);
            places = rest.hosts().isEmpty() ? places.minus(domain) : places.plus(domain, rest);
        }
        BigInteger links = host.offered().bandwidth().negate();
        return new Supply(
                hosts.minus(name),
                places,
                tiers.plus(Domain.steps(host.spec().location()), links),
                capacity.minus(host.offered()),
                system.minus(host.systemShare()));
    }
}
