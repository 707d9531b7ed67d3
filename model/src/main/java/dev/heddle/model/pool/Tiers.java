package dev.heddle.model.pool;

import dev.heddle.model.pool.Domain.Step;
import dev.heddle.model.spec.TopologySpec;
import dev.heddle.model.spec.TopologySpec.Tier;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * The tiers of all topologies and what their hosts could send. Immutable.
 *
 * @param tiers by place and topology
 * @param oversubscribed those that carry less than their hosts could send, the narrowest first
 */
public record Tiers(PSortedMap<Key, Book> tiers, PSortedSet<Limit> oversubscribed) {
    static final Tiers NONE = new Tiers(TreePMap.empty(), TreePSet.empty());

    /** A tier of a topology. */
    public record Key(Step at, String topology) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = at.compareTo(other.at);
            return order != 0 ? order : topology.compareTo(other.topology);
        }
    }

    /**
     * @param within what it is a part of
     * @param below bit/s of all uplinks of its hosts that are not lost
     */
    public record Book(Tier tier, List<Step> within, BigInteger below) {
        /** Bit/s that it carries outwards, where that is less than its hosts could send. */
        Optional<BigInteger> limit() {
            Optional<BigInteger> carried = tier.bandwidth().isPresent()
                    ? Optional.of(BigInteger.valueOf(tier.bandwidth().getAsLong()))
                    : tier.oversubscription().isPresent()
                            ? Optional.of(below.multiply(BigInteger.valueOf(TopologySpec.EVEN))
                                    .divide(BigInteger.valueOf(
                                            tier.oversubscription().getAsLong())))
                            : Optional.empty();
            return carried.filter(bandwidth -> bandwidth.compareTo(below) < 0);
        }
    }

    /** @param bandwidth bit/s that the tier carries outwards */
    public record Limit(BigInteger bandwidth, Key tier) implements Comparable<Limit> {
        private static final Comparator<Limit> ORDER =
                Comparator.comparing(Limit::bandwidth).thenComparing(Limit::tier);

        @Override
        public int compareTo(Limit other) {
            return ORDER.compare(this, other);
        }
    }

    /** The tiers that carry less than this. */
    public Collection<Limit> narrowerThan(BigInteger bandwidth) {
        List<Limit> out = new ArrayList<>();
        for (Limit limit : oversubscribed) {
            if (limit.bandwidth.compareTo(bandwidth) >= 0) {
                break;
            }
            out.add(limit);
        }
        return out;
    }

    Tiers with(String topology, TopologySpec spec, SortedMap<Domain, DomainBook> domains) {
        Map<String, Tier> byName = new HashMap<>();
        spec.tiers().forEach(tier -> byName.put(tier.name(), tier));
        Map<Step, List<Map.Entry<Domain, DomainBook>>> places = new HashMap<>();
        for (Map.Entry<Domain, DomainBook> domain : domains.entrySet()) {
            places.computeIfAbsent(domain.getKey().steps().getLast(), step -> new ArrayList<>())
                    .add(domain);
        }
        Tiers out = this;
        for (Tier tier : spec.tiers()) {
            Step at = new Step(tier.level(), tier.name());
            List<Step> within = within(tier, byName);
            BigInteger below = places.getOrDefault(at, List.of()).stream()
                    .filter(place -> place.getKey().steps().containsAll(within))
                    .map(place -> place.getValue().capacity().bandwidth())
                    .reduce(BigInteger.ZERO, BigInteger::add);
            out = out.put(new Key(at, topology), new Book(tier, within, below));
        }
        return out;
    }

    Tiers without(String topology, TopologySpec spec) {
        Tiers out = this;
        for (Tier tier : spec.tiers()) {
            out = out.put(new Key(new Step(tier.level(), tier.name()), topology), null);
        }
        return out;
    }

    /** With so much more (or less) bandwidth of a host that lies there. */
    Tiers plus(List<Step> location, BigInteger bandwidth) {
        Tiers out = this;
        for (Step step : bandwidth.signum() == 0 ? List.<Step>of() : location) {
            for (Map.Entry<Key, Book> each : tiers.tailMap(new Key(step, "")).entrySet()) {
                if (!each.getKey().at.equals(step)) {
                    break;
                }
                Book book = each.getValue();
                if (location.containsAll(book.within)) {
                    out = out.put(each.getKey(), new Book(book.tier, book.within, book.below.add(bandwidth)));
                }
            }
        }
        return out;
    }

    private Tiers put(Key key, @Nullable Book book) {
        Book before = tiers.get(key);
        PSortedSet<Limit> limits = oversubscribed;
        Optional<BigInteger> old = before == null ? Optional.empty() : before.limit();
        if (old.isPresent()) {
            limits = limits.minus(new Limit(old.get(), key));
        }
        Optional<BigInteger> now = book == null ? Optional.empty() : book.limit();
        if (now.isPresent()) {
            limits = limits.plus(new Limit(now.get(), key));
        }
        return new Tiers(book == null ? tiers.minus(key) : tiers.plus(key, book), limits);
    }

    private static List<Step> within(Tier tier, Map<String, Tier> byName) {
        List<Step> out = new ArrayList<>();
        Tier at = tier;
        while (at != null && at.parent().isPresent()) {
            at = byName.get(at.parent().get());
            if (at != null) {
                out.add(new Step(at.level(), at.name()));
            }
        }
        return out;
    }
}
