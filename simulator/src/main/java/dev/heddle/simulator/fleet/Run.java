package dev.heddle.simulator.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * One run: hosts join, all ports are declared and plugged, then single ports are added, moved and deleted.
 *
 * <p>How a change is timed: from before its first byte is sent until the later of the answer to a request that waits for
 * all connected hosts, sent when the watch shows the port where it shall be, and the last change in any switch. Processor
 * time is that of the whole controller, less what it needs in the same time while nothing changes.
 */
final class Run {
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final int HEAP_BASE = 256;
    private static final int HEAP_PER_1000_PORTS = 160;

    private final FleetOptions options;
    private final Layout layout;
    private final Consumer<String> progress;
    private final Figures figures = new Figures();

    /** @param progress told what is being done */
    Run(FleetOptions options, Consumer<String> progress) {
        this.options = options;
        this.layout = new Layout(options.hosts(), options.ports(), options.portsPerSlice(), options.hostsPerSlice());
        this.progress = progress;
    }

    /** @param home where the launcher is */
    Figures measure(Path home) throws IOException, InterruptedException {
        int heap = HEAP_BASE + HEAP_PER_1000_PORTS * options.ports() / 1000;
        try (Served served = Served.start(home, heap);
                Api api = new Api(served.api())) {
            while (!api.ready()) {
                served.requireAlive();
                Thread.sleep(100);
            }
            try (Fleet fleet = new Fleet(options.hosts(), served.ovsdb())) {
                measure(served, api, fleet);
            }
        }
        return figures;
    }

    private void measure(Served served, Api api, Fleet fleet) throws IOException, InterruptedException {
        Workload work = new Workload(layout, api, fleet, PATIENCE);
        progress.accept(options.hosts() + " hosts join");
        long start = System.nanoTime();
        work.join(served::requireAlive);
        figures.add("hosts joined", "s", (System.nanoTime() - start) / 1e9);

        try (PortWatch watch = new PortWatch(api)) {
            bulk(served, work, watch);
            double idle = idle(served);
            changes("add", idle, served, work, watch, work::add);
            changes("move", idle, served, work, watch, work::move);
            changes("delete", idle, served, work, watch, work::delete);
            figures.add("controller's memory", "MiB", served.residentMebibytes(false));
            figures.add("controller's memory at most", "MiB", served.residentMebibytes(true));
        }
    }

    private void bulk(Served served, Workload work, PortWatch watch) throws IOException, InterruptedException {
        progress.accept(options.ports() + " ports in " + layout.slices() + " slices");
        long start = System.nanoTime();
        Duration cpu = served.cpu();
        work.declarePorts();
        figures.add("bulk, until all is declared", "s", (System.nanoTime() - start) / 1e9);
        watch.awaitBound(options.ports(), PATIENCE);
        figures.add("bulk, until all is bound", "s", (System.nanoTime() - start) / 1e9);
        work.awaitHosts(layout.port(0, 0));
        figures.add("bulk", "s", (Math.max(System.nanoTime(), work.fleet().lastChange()) - start) / 1e9);
        figures.add("bulk, controller's CPU", "s", served.cpu().minus(cpu).toMillis() / 1e3);
    }

    /** The controller's share of a core while nothing changes. */
    private double idle(Served served) throws IOException, InterruptedException {
        progress.accept("idle for " + IDLE.toSeconds() + " s");
        Duration cpu = served.cpu();
        Thread.sleep(IDLE);
        double share = (double) served.cpu().minus(cpu).toNanos() / IDLE.toNanos();
        figures.add("idle, controller's share of a core", "%", 100 * share);
        return share;
    }

    /** One change of a port, from its first byte until the watch shows it. */
    private interface Change {
        void make(Layout.Place port, PortWatch watch) throws IOException, InterruptedException;
    }

    private void changes(String name, double idle, Served served, Workload work, PortWatch watch, Change change)
            throws IOException, InterruptedException {
        progress.accept(options.changes() + " times: " + name + " a port");
        long[] nanos = new long[options.changes()];
        long begun = System.nanoTime();
        Duration cpu = served.cpu();
        for (int i = 0; i < nanos.length; i++) {
            int slice = (int) ((long) i * layout.slices() / nanos.length);
            Layout.Place port = layout.port(slice, layout.portsPerSlice() + i);
            long start = System.nanoTime();
            change.make(port, watch);
            work.awaitHosts(layout.port(slice, 0));
            long answered = System.nanoTime();
            nanos[i] = Math.max(answered, work.fleet().lastChange()) - start;
        }
        figures.addTimes(name + " port", nanos);
        double used = served.cpu().minus(cpu).toNanos() - idle * (System.nanoTime() - begun);
        figures.add(name + " port, controller's CPU", "ms", Math.max(0, used) / nanos.length / 1e6);
    }
}
