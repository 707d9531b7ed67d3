package dev.heddle.controller.http;

import dev.heddle.model.Kind;
import dev.heddle.model.Resource;
import dev.heddle.model.state.Snapshot;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks at all conditions now and then, so that their times are right although nobody reads them. Costs nothing while
 * nothing changes, and at most one percent of one core.
 */
final class ConditionSweep {
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final int IDLE_SHARE = 100;

    private final History history;
    private final ObjectViews views;
    private final ConditionTimes times;
    private final AtomicBoolean changed = new AtomicBoolean(true);

    ConditionSweep(History history, ObjectViews views, ConditionTimes times) {
        this.history = history;
        this.views = views;
        this.times = times;
    }

    /** Something may have changed. */
    void touch() {
        changed.set(true);
    }

    /** Sweeps until interrupted; run on a thread of its own. */
    void run() throws InterruptedException {
        while (!history.closed()) {
            long began = System.nanoTime();
            if (changed.getAndSet(false)) {
                sweep(history.newest());
            }
            long took = System.nanoTime() - began;
            Thread.sleep(Duration.ofNanos(Math.max(PERIOD.toNanos(), IDLE_SHARE * took)));
        }
    }

    void sweep(Snapshot snapshot) {
        ObjectViews.View view = views.at(snapshot);
        Set<UUID> uids = new HashSet<>();
        for (Kind kind : Kind.values()) {
            for (Resource resource : snapshot.list(kind)) {
                view.look(resource);
                uids.add(resource.uid());
            }
        }
        times.retain(uids);
    }
}
