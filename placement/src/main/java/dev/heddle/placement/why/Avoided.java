package dev.heddle.placement.why;

import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.gang.Gang;
import java.util.HashSet;
import java.util.Set;

/**
 * The domains that a gang must not use, by the level that its {@code avoid} is about: that of {@code apart}, else the hosts.
 *
 * @param numbers of the level's domains
 */
record Avoided(Domains domains, int level, Set<Integer> numbers) {
    static Avoided of(Gang.Wish wish, Domains domains) {
        int level = wish.apart().map(domains::levelOf).orElse(domains.levels());
        Avoided none = new Avoided(domains, level, Set.of());
        Set<Integer> numbers = new HashSet<>();
        wish.avoid().forEach(host -> numbers.add(none.domainOf(host)));
        return new Avoided(domains, level, numbers);
    }

    int domainOf(int host) {
        return domains.domainOf(level, host);
    }

    boolean holds(int host) {
        return numbers.contains(domainOf(host));
    }

    /** Every host of the avoided domains. */
    Set<Integer> hosts() {
        Set<Integer> hosts = new HashSet<>();
        for (int number : numbers) {
            for (int host = domains.first(level, number); host < domains.end(level, number); host++) {
                hosts.add(host);
            }
        }
        return hosts;
    }
}
