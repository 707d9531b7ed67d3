package dev.heddle.controller.http;

import dev.heddle.controller.state.HostStatus;
import dev.heddle.controller.state.HostStatuses;
import dev.heddle.model.state.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
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
    private final CopyOnWriteArrayList<Semaphore> waiters = new CopyOnWriteArrayList<>();

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

        private static ArrayNode array(List<Lag> lags) {
            ArrayNode out = Json.array();
            lags.forEach(l -> out.add(l.json()));
            return out;
        }

        /** {@code 19/20 hosts; h7 away since 2026-11-24T09:36:00Z}. */
        @Override
        public String toString() {
            List<String> parts = new ArrayList<>();
            parts.add(realised + "/" + declared + " hosts");
            lagging.forEach(l -> parts.add(l.host + " " + l.reason));
            away.forEach(l -> parts.add(l.host + " " + l.reason + (l.since == null ? "" : " since " + l.since)));
            return String.join("; ", parts);
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

    /** A status is new. */
    void changed() {
        waiters.forEach(Semaphore::release);
    }

    /**
     * Returns when no connected host lags any more, or when the time is over.
     *
     * @param ids objects that no host may have refused
     */
    Progress await(long revision, Set<Long> ids, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Semaphore changed = new Semaphore(0);
        waiters.add(changed);
        try {
            while (true) {
                changed.drainPermits();
                Progress progress = progress(revision, ids);
                long left = deadline - System.nanoTime();
                if (progress.lagging.isEmpty() || left <= 0) {
                    return progress;
                }
                changed.tryAcquire(Math.min(left, LOOK_AGAIN.toNanos()), TimeUnit.NANOSECONDS);
            }
        } finally {
            waiters.remove(changed);
        }
    }

    Progress progress(long revision, Set<Long> ids) {
        List<Lag> lagging = new ArrayList<>();
        List<Lag> away = new ArrayList<>();
        Set<String> declared = newest.get().hosts().keySet();
        for (String host : declared) {
            HostStatus status = statuses.get(host);
            if (status == null) {
                away.add(new Lag(host, "not connected yet", null));
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

    private static String reason(HostStatus status) {
        return status.message().isEmpty() ? "away" : status.message();
    }
}
