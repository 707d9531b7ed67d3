package dev.heddle.placement.gang;

import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import java.util.BitSet;
import java.util.List;

/**
 * What a gang must keep to, by the numbers of levels and hosts.
 *
 * @param within the level one domain of which must hold all workers; -1 for all of the cluster
 * @param spread the level over whose domains, of {@code within}'s if so, workers are spread; -1 for none, also where the other
 *     limits see to it
 * @param maxSkew by how many workers two of those may differ
 * @param apart the level whose domains take one worker each, the hosts' included; beyond the hosts' for none
 * @param avoided hosts that must not be used
 */
record Limits(int within, int spread, int maxSkew, int apart, BitSet avoided) {
    /** @throws IllegalArgumentException if the wish names a level that is not there */
    static Limits of(Gang gang, Domains domains) {
        Gang.Wish wish = gang.wish();
        int none = domains.levels() + 1;
        int hosts = gang.oneAHost() ? domains.levels() : none;
        int apart = wish.apart()
                .map(level -> Math.min(number(level, domains), hosts))
                .orElse(hosts);
        int avoidedLevel = wish.apart().map(level -> number(level, domains)).orElse(domains.levels());
        BitSet avoided = new BitSet();
        for (int host : wish.avoid()) {
            int domain = domains.domainOf(avoidedLevel, host);
            avoided.set(domains.first(avoidedLevel, domain), domains.end(avoidedLevel, domain));
        }
        wish.pack().ifPresent(pack -> number(pack.level(), domains));
        int within = wish.pack()
                .filter(Gang.Pack::required)
                .map(pack -> number(pack.level(), domains))
                .orElse(-1);
        int spread = wish.spread().map(some -> number(some.level(), domains)).orElse(-1);
        return new Limits(
                within,
                spread > within && spread < apart ? spread : -1,
                wish.spread().map(Gang.Spread::maxSkew).orElse(0),
                apart,
                avoided);
    }

    /** The domains of the spread's level over which workers are spread inside the scope, ascending. */
    List<Integer> spreadOver(Gang gang, Cluster cluster, Scope scope) {
        Domains domains = cluster.domains();
        return scope.hosts(domains)
                .filter(host -> cluster.machine(host).open() && !avoided.get(host))
                .filter(host -> gang.workers().stream()
                        .anyMatch(workers -> workers.need().fits(cluster.machine(host))))
                .map(host -> domains.domainOf(spread, host))
                .distinct()
                .boxed()
                .toList();
    }

    private static int number(String name, Domains domains) {
        int level = domains.levelOf(name);
        if (level < 0) {
            throw new IllegalArgumentException("no level is named " + name);
        }
        return level;
    }
}
