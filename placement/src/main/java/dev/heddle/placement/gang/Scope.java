package dev.heddle.placement.gang;

import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.gang.Slots.Entry;
import java.util.NavigableSet;
import java.util.stream.IntStream;

/**
 * Where to look for room: one domain.
 *
 * @param level -1 for all of the cluster
 */
record Scope(int level, int domain) {
    static final Scope WHOLE = new Scope(-1, 0);

    int count(Slots slots) {
        return level < 0 ? slots.total() : slots.count(level, domain);
    }

    /** The domains of the inner level in it that hold workers, the fullest first. */
    NavigableSet<Entry> order(Slots slots, int inner) {
        return level < 0 ? slots.order(inner) : slots.order(inner, level, domain);
    }

    int first(Domains domains) {
        return level < 0 ? 0 : domains.first(level, domain);
    }

    /** The hosts in it, ascending. */
    IntStream hosts(Domains domains) {
        return level < 0
                ? IntStream.range(0, domains.hosts())
                : IntStream.range(domains.first(level, domain), domains.end(level, domain));
    }
}
