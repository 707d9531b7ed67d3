package dev.heddle.model.pool;

import org.pcollections.PSortedSet;
import org.pcollections.TreePSet;

/**
 * What there is and what is taken in a domain.
 *
 * @param hosts the declared hosts in it, lost ones too
 * @param capacity of those that are not lost
 * @param system the system's part of that
 * @param leased on all
 */
public record DomainBook(PSortedSet<String> hosts, Amounts capacity, Amounts system, Amounts leased) {
    static final DomainBook EMPTY = new DomainBook(TreePSet.empty(), Amounts.ZERO, Amounts.ZERO, Amounts.ZERO);

    /** Less than nothing where hosts were lost. */
    public Amounts free() {
        return capacity.minus(system).minus(leased);
    }

    DomainBook leased(Amounts more) {
        return new DomainBook(hosts, capacity, system, leased.plus(more));
    }

    DomainBook with(String name, HostBook host) {
        return new DomainBook(
                hosts.plus(name),
                capacity.plus(host.offered()),
                system.plus(host.systemShare()),
                leased.plus(host.leased()));
    }

    DomainBook without(String name, HostBook host) {
        return new DomainBook(
                hosts.minus(name),
                capacity.minus(host.offered()),
                system.minus(host.systemShare()),
                leased.minus(host.leased()));
    }
}
