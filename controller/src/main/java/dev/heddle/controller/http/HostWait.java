package dev.heddle.controller.http;

import dev.heddle.controller.state.HostStatus;
import dev.heddle.controller.state.HostStatuses;
import dev.heddle.model.state.Snapshot;
import dev.heddle.model.text.HostNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Waits until the connected hosts have realised a revision. Thread-safe. */
final class HostWait {
    /** How often a waiter looks again on its own: a host that is no longer declared sends no status. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final HostStatuses statuses;
    private final Supplier<Snapshot> newest;
    private final CopyOnWriteArrayList<Waiter> waiters = new CopyOnWriteArrayList<>();

    /** One that waits for a revision; woken when the last host that lagged no longer does. */
    private static final class Waiter {
        private final long revision;
        private final Semaphore done = new Semaphore(0);
        private final Set<String> lagging = ConcurrentHashMap.newKeySet();

        Waiter(long revision) {
            this.revision = revision;
        }

        void await(long nanos) throws InterruptedException {
            done.tryAcquire(Math.min(nanos, LOOK_AGAIN.toNanos()), TimeUnit.NANOSECONDS);
        }

        void expect(Progress progress) {
            lagging.clear();
            lagging.addAll(progress.laggards());
        }

        void told(HostStatus status) {
            boolean lags = Realisation.connected(status)
                    && (status.realised() < revision || !status.objectErrors().isEmpty());
            if (!lags && lagging.remove(status.host()) && lagging.isEmpty()) {
                done.release();
            }
        }
    }

    /**
     * How far the hosts are.
     *
     * @param declared hosts in all
     * @param realised those that hold it
     * @param lagging connected ones that do not
     * @param away the others that do not
     */
    record Progress(int declared, int realised, List<Lag> lagging, List<Lag> away) {
        ObjectNode json() {
            ObjectNode out = Json.object();
            out.put("declared", declared);
            out.put("realised", realised);
            out.set("lagging", array(lagging));
            out.set("away", array(away));
            return out;
        }

        Set<String> laggards() {
            Set<String> out = new HashSet<>();
            lagging.forEach(lag -> out.add(lag.host));
            return out;
        }

        private static ArrayNode array(List<Lag> lags) {
            ArrayNode out = Json.array();
            lags.forEach(l -> out.add(l.json()));
            return out;
        }

        /** {@code 16/20 hosts; h[3-4] is being programmed; h[7-8] away since 2026-11-24T09:36:00Z} at the earliest. */
        @Override
        public String toString() {
            List<String> parts = new ArrayList<>();
            parts.add(realised + "/" + declared + " hosts");
            alike(lagging).forEach((reason, lags) -> parts.add(names(lags) + " " + reason));
            alike(away).forEach((reason, lags) -> {
                String since = lags.stream()
                        .map(Lag::since)
                        .filter(Objects::nonNull)
                        .min(Comparator.comparing(Instant::parse))
                        .map(at -> " since " + at)
                        .orElse("");
                parts.add(names(lags) + " " + reason + since);
            });
            return String.join("; ", parts);
        }

        private static SequencedMap<String, List<Lag>> alike(List<Lag> lags) {
            SequencedMap<String, List<Lag>> out = new LinkedHashMap<>();
            lags.forEach(
                    l -> out.computeIfAbsent(l.reason, r -> new ArrayList<>()).add(l));
            return out;
        }

        private static String names(List<Lag> lags) {
            return HostNames.fold(lags.stream().map(Lag::host).toList());
        }
    }

    /** A host that does not hold the revision, and why. */
    record Lag(String host, String reason, @Nullable String since) {
        ObjectNode json() {
            ObjectNode out = Json.object();
            out.put("host", host);
            out.put("reason", reason);
            if (since != null) {
                out.put("since", since);
            }
            return out;
        }
    }

    HostWait(HostStatuses statuses, Supplier<Snapshot> newest) {
        this.statuses = statuses;
        this.newest = newest;
    }

    /** The programs of all hosts are compiled through the revision: hosts that it does not concern hold it. */
    void compiled(long revision) {
        waiters.stream().filter(waiter -> waiter.revision <= revision).forEach(waiter -> waiter.done.release());
    }

    /** A status is new. */
    void changed(HostStatus status) {
        waiters.forEach(waiter -> waiter.told(status));
    }

    /**
     * Returns when no connected host lags any more, or when the time is over.
     *
     * @param ids objects that no host may have refused
     */
    Progress await(long revision, Set<Long> ids, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Waiter waiter = new Waiter(revision);
        waiters.add(waiter);
        try {
            while (true) {
                long left = deadline - System.nanoTime();
                if (statuses.compiled() < revision && left > 0) {
                    waiter.await(left);
                    continue;
                }
                Progress progress = progress(revision, ids);
                if (progress.lagging.isEmpty() || left <= 0) {
                    return progress;
                }
                waiter.expect(progress);
                if (!waiter.lagging.equals(progress(revision, ids).laggards())) {
                    continue; // one caught up before it was on the list: nobody will tell of it again
                }
                waiter.await(left);
            }
        } finally {
            waiters.remove(waiter);
        }
    }

    Progress progress(long revision, Set<Long> ids) {
        List<Lag> lagging = new ArrayList<>();
        List<Lag> away = new ArrayList<>();
        Set<String> declared = newest.get().hosts().keySet();
        for (String host : toLookAt(revision, declared)) {
            HostStatus status = statuses.get(host);
            if (status == null) {
                away.add(new Lag(host, "away", null));
            } else if (!Realisation.connected(status)) {
                away.add(new Lag(host, reason(status), status.since().toString()));
            } else if (status.realised() < revision) {
                lagging.add(new Lag(host, "is being programmed", status.since().toString()));
            } else if (!Collections.disjoint(status.objectErrors().keySet(), ids)) {
                status.objectErrors().forEach((id, words) -> {
                    if (ids.contains(id)) {
                        lagging.add(new Lag(
                                host, "refused it: " + words, status.since().toString()));
                    }
                });
            }
        }
        return new Progress(declared.size(), declared.size() - lagging.size() - away.size(), lagging, away);
    }

    /** Who may lag: of the declared hosts, in their order, those that are not known to hold the revision. */
    private Collection<String> toLookAt(long revision, Set<String> declared) {
        SortedSet<String> doubtful = new TreeSet<>(statuses.doubtful());
        int all = doubtful.size();
        doubtful.retainAll(declared);
        int strangers = all - doubtful.size();
        boolean known = statuses.compiled() >= revision && statuses.size() - strangers == declared.size();
        return known ? doubtful : declared;
    }

    private static String reason(HostStatus status) {
        boolean away =
                status.phase() == HostStatus.Phase.AWAY || status.message().isEmpty();
        return away ? "away" : status.message();
    }
}
