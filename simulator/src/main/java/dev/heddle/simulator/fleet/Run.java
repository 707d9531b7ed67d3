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
    private static final int HOSTS_A_REQUEST = 500;
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
        progress.accept(options.hosts() + " hosts join");
        long start = System.nanoTime();
        for (int h = 0; h < options.hosts(); h += HOSTS_A_REQUEST) {
            api.apply(layout.hostManifests(h, Math.min(options.hosts(), h + HOSTS_A_REQUEST)));
        }
        fleet.start();
        awaitJoined(served, api);
        figures.add("hosts joined", "s", (System.nanoTime() - start) / 1e9);

        try (PortWatch watch = new PortWatch(api)) {
            bulk(served, api, fleet, watch);
            double idle = idle(served);
            changes("add", idle, served, api, fleet, watch, this::add);
            changes("move", idle, served, api, fleet, watch, this::move);
            changes("delete", idle, served, api, fleet, watch, this::delete);
            figures.add("controller's memory", "MiB", served.residentMebibytes(false));
            figures.add("controller's memory at most", "MiB", served.residentMebibytes(true));
        }
    }

    private void awaitJoined(Served served, Api api) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (api.get("/v1/status").path("hosts").path("realised").asInt(0) < options.hosts()) {
            served.requireAlive();
            if (System.nanoTime() - deadline > 0) {
                throw new IOException(
                        "hosts do not join: " + api.get("/v1/status").path("hosts"));
            }
            Thread.sleep(200);
        }
    }

    private void bulk(Served served, Api api, Fleet fleet, PortWatch watch) throws IOException, InterruptedException {
        progress.accept(options.ports() + " ports in " + layout.slices() + " slices");
        long start = System.nanoTime();
        Duration cpu = served.cpu();
        for (int t = 0; t < layout.tenants(); t++) {
            api.apply(layout.tenantManifests(t));
            layout.portsOfTenant(t).forEach(fleet::plug);
        }
        figures.add("bulk, until all is declared", "s", (System.nanoTime() - start) / 1e9);
        watch.awaitBound(options.ports(), PATIENCE);
        figures.add("bulk, until all is bound", "s", (System.nanoTime() - start) / 1e9);
        api.awaitHosts(layout.port(0, 0), PATIENCE);
        figures.add("bulk", "s", (Math.max(System.nanoTime(), fleet.lastChange()) - start) / 1e9);
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
        void make(Layout.Place port, Api api, Fleet fleet, PortWatch watch) throws IOException, InterruptedException;
    }

    private void changes(String name, double idle, Served served, Api api, Fleet fleet, PortWatch watch, Change change)
            throws IOException, InterruptedException {
        progress.accept(options.changes() + " times: " + name + " a port");
        long[] nanos = new long[options.changes()];
        long begun = System.nanoTime();
        Duration cpu = served.cpu();
        for (int i = 0; i < nanos.length; i++) {
            int slice = (int) ((long) i * layout.slices() / nanos.length);
            Layout.Place port = layout.port(slice, layout.portsPerSlice() + i);
            long start = System.nanoTime();
            change.make(port, api, fleet, watch);
            api.awaitHosts(layout.port(slice, 0), PATIENCE);
            long answered = System.nanoTime();
            nanos[i] = Math.max(answered, fleet.lastChange()) - start;
        }
        figures.addTimes(name + " port", nanos);
        double used = served.cpu().minus(cpu).toNanos() - idle * (System.nanoTime() - begun);
        figures.add(name + " port, controller's CPU", "ms", Math.max(0, used) / nanos.length / 1e6);
    }

    private void add(Layout.Place port, Api api, Fleet fleet, PortWatch watch)
            throws IOException, InterruptedException {
        fleet.plug(port);
        api.apply(Layout.manifest(port));
        watch.awaitHost(port, PATIENCE);
    }

    /** To the next host of its slice. */
    private void move(Layout.Place port, Api api, Fleet fleet, PortWatch watch)
            throws IOException, InterruptedException {
        Layout.Place there = moved(port);
        fleet.plug(there);
        fleet.unplug(port);
        watch.awaitHost(there, PATIENCE);
    }

    private void delete(Layout.Place port, Api api, Fleet fleet, PortWatch watch)
            throws IOException, InterruptedException {
        fleet.unplug(moved(port));
        api.delete(port);
    }

    private Layout.Place moved(Layout.Place port) {
        int k = Integer.parseInt(port.name().substring(port.name().indexOf('-') + 1));
        return port.on(layout.host(port.slice(), k + 1));
    }
}
