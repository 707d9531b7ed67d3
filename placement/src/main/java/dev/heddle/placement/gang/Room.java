package dev.heddle.placement.gang;

import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.gang.Slots.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds hosts for equal workers. Looks at the domains of each level that just hold them, at the emptiest ones together, and at
 * all of the scope; takes from each the fewest racks, and of what that gives the best by the spans.
 */
final class Room {
    /** How many domains of a level are tried that just hold the workers. */
    private static final int TRIES = 4;

    private final Domains domains;
    private final Limits limits;
    private final List<Integer> spans;
    private final int hosts;

    /** @param spans the levels whose used domains count, most important first */
    Room(Domains domains, Limits limits, List<Integer> spans) {
        this.domains = domains;
        this.limits = limits;
        this.spans = spans;
        this.hosts = domains.levels();
    }

    /** A host for each worker; empty if they do not fit. */
    Optional<List<Integer>> hosts(Scope scope, Slots slots, int workers) {
        return scope.count(slots) < workers ? Optional.empty() : Optional.of(some(scope, slots, workers));
    }

    /** The same, as far as possible where others of the gang are. */
    Optional<List<Integer>> hostsNear(Scope scope, Slots slots, int workers, List<Spot> others) {
        if (scope.count(slots) < workers) {
            return Optional.empty();
        }
        int level = unit(scope);
        TreeSet<Entry> near = new TreeSet<>();
        others.stream()
                .mapToInt(spot -> domains.domainOf(level, spot.host()))
                .distinct()
                .forEach(domain -> near.addAll(slots.order(level, level, domain)));
        if (near.isEmpty()) {
            return Optional.of(some(scope, slots, workers));
        }
        int inside = Math.min(workers, near.stream().mapToInt(Entry::count).sum());
        List<Integer> found = new ArrayList<>(in(Picks.fewest(near, inside).orElseThrow(), level, slots));
        if (inside < workers) {
            TreeSet<Entry> far = new TreeSet<>(scope.order(slots, level));
            far.removeAll(near);
            found.addAll(in(Picks.fewest(far, workers - inside).orElseThrow(), level, slots));
        }
        return Optional.of(found);
    }

    private List<Integer> some(Scope scope, Slots slots, int workers) {
        if (workers == 0 || scope.level() == hosts) {
            return Collections.nCopies(workers, scope.domain());
        }
        int level = unit(scope);
        if (level == hosts && !spans.contains(hosts)) {
            return fullest(scope, slots, workers);
        }
        if (level == hosts - 1) {
            Optional<Integer> host = one(scope, slots, workers);
            if (host.isPresent()) {
                return Collections.nCopies(workers, host.get());
            }
        }
        return in(best(scope, slots, workers, level), level, slots);
    }

    private List<Integer> in(Picks picks, int level, Slots slots) {
        List<Integer> found = new ArrayList<>();
        picks.workers().forEach((domain, count) -> found.addAll(some(new Scope(level, domain), slots, count)));
        return found;
    }

    /** The level whose domains are to be few inside the scope. */
    private int unit(Scope scope) {
        int unit = scope.level() >= hosts - 1 || spans.contains(hosts) ? hosts : hosts - 1;
        return limits.apart() > scope.level() ? Math.min(unit, limits.apart()) : unit;
    }

    /** The fullest hosts of the scope, each filled as far as possible. */
    private static List<Integer> fullest(Scope scope, Slots slots, int workers) {
        List<Integer> found = new ArrayList<>();
        Iterator<Entry> hosts = scope.order(slots, slots.hosts()).iterator();
        while (found.size() < workers) {
            Entry host = hosts.next();
            found.addAll(Collections.nCopies(Math.min(host.count(), workers - found.size()), host.domain()));
        }
        return found;
    }

    /** The fullest host that holds all; of hosts as full, one in a full rack. */
    private Optional<Integer> one(Scope scope, Slots slots, int workers) {
        NavigableSet<Entry> all = scope.order(slots, hosts).tailSet(Entry.atLeast(workers), true);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        Entry first = all.first();
        NavigableSet<Entry> racks = scope.order(slots, hosts - 1).tailSet(Entry.atLeast(workers), true);
        return Optional.of(racks.stream()
                .limit(TRIES)
                .flatMap(rack -> slots.order(hosts, hosts - 1, rack.domain()).tailSet(Entry.atLeast(workers)).stream()
                        .limit(1))
                .filter(host -> host.count() == first.count() && host.free() == first.free())
                .findFirst()
                .orElse(first)
                .domain());
    }

    private Picks best(Scope scope, Slots slots, int workers, int level) {
        List<Picks> found = new ArrayList<>();
        for (int outer = level; outer > scope.level(); outer--) {
            NavigableSet<Entry> order = scope.order(slots, outer);
            List<Entry> holding = order.tailSet(Entry.atLeast(workers)).stream()
                    .limit(outer == level ? 1 : TRIES)
                    .toList();
            for (Entry entry : holding) {
                found.add(Picks.fewest(slots.order(level, outer, entry.domain()), workers)
                        .orElseThrow());
            }
            if (outer == level && !found.isEmpty()) {
                return found.getFirst();
            }
            if (outer < level && holding.isEmpty()) {
                found.add(Picks.fewest(emptiest(order, slots, workers, level, outer), workers)
                        .orElseThrow());
            }
        }
        Picks whole = Picks.fewest(scope.order(slots, level), workers).orElseThrow();
        found.add(whole);
        for (int outer = level - 1; outer > scope.level(); outer--) {
            found.add(together(scope, slots, workers, level, outer, whole));
        }
        return found.stream().min((a, b) -> compare(a, b, level)).orElseThrow();
    }

    /** The domains of the level in the emptiest of the outer ones that hold the workers together. */
    private static NavigableSet<Entry> emptiest(
            NavigableSet<Entry> order, Slots slots, int workers, int level, int outer) {
        TreeSet<Entry> inside = new TreeSet<>();
        int held = 0;
        for (Entry entry : order.descendingSet()) {
            if (held >= workers) {
                break;
            }
            held += entry.count();
            inside.addAll(slots.order(level, outer, entry.domain()));
        }
        return inside;
    }

    /** In few of the outer domains, those that have most of what the fewest can be made of, as few of the level as anywhere. */
    private Picks together(Scope scope, Slots slots, int workers, int level, int outer, Picks whole) {
        int least = whole.workers().keySet().stream()
                .mapToInt(domain -> slots.count(level, domain))
                .min()
                .orElseThrow();
        Map<Integer, Integer> worth = new TreeMap<>();
        for (Entry entry : scope.order(slots, level).tailSet(Entry.atLeast(least), true)) {
            worth.merge(
                    domains.domainOf(outer, domains.first(level, entry.domain())),
                    entry.count() - least + 1,
                    Integer::sum);
        }
        List<Integer> best = new ArrayList<>(worth.keySet());
        best.sort(Comparator.comparing(worth::get, Comparator.reverseOrder()));
        TreeSet<Entry> inside = new TreeSet<>();
        for (int domain : best) {
            inside.addAll(slots.order(level, outer, domain));
            Optional<Picks> picks = Picks.fewest(inside, workers);
            if (picks.isPresent()
                    && picks.get().workers().size() <= whole.workers().size()) {
                return picks.get();
            }
        }
        return whole;
    }

    private int compare(Picks a, Picks b, int level) {
        for (int span : spans) {
            int order = span > level ? 0 : Integer.compare(used(a, level, span), used(b, level, span));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.left(), b.left());
    }

    private int used(Picks picks, int level, int span) {
        return (int) picks.workers().keySet().stream()
                .mapToInt(domain -> domains.domainOf(span, domains.first(level, domain)))
                .distinct()
                .count();
    }
}
