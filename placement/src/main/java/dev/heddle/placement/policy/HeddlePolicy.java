package dev.heddle.placement.policy;

import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.gang.Gang;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Heddle's own policy. The placer says where a gang would start now. One that would lie in more racks than in an empty
 * cluster waits as long as fewer racks are likely soon, by the ages of what runs and the ends seen so far: a rack saved is worth
 * {@link #RACK_WORTH}. When there is an ideal place for one that waits, it is kept for it at that instant: what comes earlier
 * in the queue gets the rest.
 *
 * <p>docs/placement.md tells why, and what it brings.
 */
public final class HeddlePolicy implements Policy {
    /** Seconds that a gang waits by choice at most. */
    public static final double PATIENCE = 3_600;

    /** Seconds of waiting, as expected, that a rack saved is worth. */
    private static final double RACK_WORTH = 480;

    /** Seconds after which one that waits is asked again: what runs has grown older and is less likely to end. */
    private static final double ASK_AGAIN = 60;

    private final double patience;
    private final Releases releases = new Releases();
    /** Those that waited by choice and have not started. */
    private final Map<Gang, Hope> hopes = new LinkedHashMap<>();

    private Optional<Sites> sites = Optional.empty();
    private Optional<Promise> promise = Optional.empty();
    private double promisedAt = Double.NEGATIVE_INFINITY;
    private boolean freed;

    /** A place kept for one gang at one instant. */
    private record Promise(Gang gang, Set<Integer> hosts) {}

    /** One that waited by choice: since when, and how long before. */
    private static final class Hope {
        private final double submitted;
        private double waited;
        private double since = Double.NaN;

        Hope(double submitted) {
            this.submitted = submitted;
        }

        void asked(double now) {
            waited += Double.isNaN(since) ? 0 : now - since;
            since = Double.NaN;
        }
    }

    /** @param patience seconds that a gang waits by choice at most; with 0 all start as early as they can */
    public HeddlePolicy(double patience) {
        this.patience = patience;
    }

    @Override
    public String name() {
        return "heddle";
    }

    @Override
    public Choice choose(Gang gang, Cluster cluster, double submitted, double now) {
        Sites here = at(cluster);
        promise(here, now);
        Set<Integer> kept = promise.filter(made -> !made.gang().equals(gang))
                .map(Promise::hosts)
                .orElse(Set.of());
        Hope hope = hopes.get(gang);
        if (hope != null) {
            hope.asked(now);
        }
        Optional<List<Seat>> seats = here.seats(gang, kept);
        if (seats.isEmpty()) {
            return new Choice.NoRoom();
        }
        double until = now + Math.min(ASK_AGAIN, patience - (hope == null ? 0 : hope.waited));
        if (until > now && here.saved(gang, seats.get(), releases, now) * RACK_WORTH >= 1) {
            hopes.computeIfAbsent(gang, each -> new Hope(submitted)).since = now;
            return new Choice.Wait(until);
        }
        return new Choice.Start(seats.get());
    }

    @Override
    public void started(Gang gang, List<Seat> seats, double now) {
        releases.started(gang, seats, now);
        hopes.remove(gang);
        promise = promise.filter(made -> !made.gang().equals(gang));
    }

    @Override
    public void ended(Gang gang, List<Seat> seats, double now) {
        releases.ended(gang, seats, now);
        freed = true;
    }

    private Sites at(Cluster cluster) {
        if (sites.isEmpty() || !sites.get().isOf(cluster)) {
            sites = Optional.of(new Sites(cluster));
        }
        return sites.get();
    }

    /** Once an instant, if something ended: the ideal place, where there is one, of the first in the queue that hopes for it. */
    private void promise(Sites here, double now) {
        if (now == promisedAt) {
            return;
        }
        promisedAt = now;
        promise = freed ? promised(here) : Optional.empty();
        freed = false;
    }

    private Optional<Promise> promised(Sites here) {
        return hopes.entrySet().stream()
                .sorted(Comparator.comparingDouble(each -> each.getValue().submitted))
                .map(Map.Entry::getKey)
                .flatMap(gang -> here.ideal(gang).map(seats -> new Promise(gang, hosts(seats))).stream())
                .findFirst();
    }

    private static Set<Integer> hosts(List<Seat> seats) {
        return seats.stream().map(Seat::host).collect(Collectors.toSet());
    }
}
