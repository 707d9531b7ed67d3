package dev.heddle.controller.http;

import dev.heddle.controller.state.StateMachine;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stands behind the routes, and its threads. */
final class Service implements AutoCloseable {
    private static final int SNAPSHOTS = 1024;
    private static final int EVENTS = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();

    Service(HttpApi.Parts parts) {
        StateMachine state = parts.state();
        History history = new History(state.snapshot(), SNAPSHOTS);
        ConditionTimes times = new ConditionTimes();
        ObjectViews views = new ObjectViews(state::explain, parts.hosts(), history, times, parts.clock());
        ConditionSweep sweep = new ConditionSweep(history, views, times);
        EventLog log = new EventLog(EVENTS);
        EventRecorder events = new EventRecorder(log, history, parts.clock());
        HostWait wait = new HostWait(parts.hosts(), state::snapshot);
        StallGuard guard = new StallGuard(StallGuard.PATIENCE);
        Writes writes = new Writes(state, wait, events);
        open.add(state.subscribe((before, after) -> {
            history.append(after);
            sweep.touch();
        }));
        history.append(state.snapshot());
        open.add(parts.hosts().subscribe(status -> {
            wait.changed(status);
            events.status(status);
            sweep.touch();
        }));
        open.add(parts.hosts().subscribeCompiled(wait::compiled));
        open.addAll(List.of(guard, history));

        routes.addAll(new HealthRoutes(parts.metrics(), parts.notReady()).routes());
        routes.addAll(new ObjectRoutes(state, views, writes).routes());
        routes.addAll(new BatchRoutes(state, parts.flows(), writes).routes());
        routes.addAll(new HostRoutes(parts.programs()).routes());
        routes.addAll(new IsolationRoutes(state, parts.isolation()).routes());
        routes.addAll(new TraceRoutes(parts.traces()).routes());
        routes.addAll(new PoolRoutes(state).routes());
        routes.addAll(new StatusRoutes(state, parts.hosts(), wait, log, parts.notReady(), parts.version()).routes());
        routes.addAll(SolveRoutes.routes());
        routes.addAll(new Watch(history, views, parts.metrics(), guard).routes());
        routes.addAll(OpenApi.routes(routes, parts.version()));

        threads.add(Thread.ofVirtual().name("http-events").start(() -> quietly(events::follow)));
        threads.add(Thread.ofVirtual().name("http-conditions").start(() -> quietly(sweep::run)));
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private static void quietly(Work work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            LOG.debug("ended", e);
        }
    }

    List<Route> routes() {
        return routes;
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        for (AutoCloseable part : open) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("closing the API", e);
            }
        }
    }
}
