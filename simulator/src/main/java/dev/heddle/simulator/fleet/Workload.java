package dev.heddle.simulator.fleet;

import java.io.IOException;
import java.time.Duration;

/** What the hosts and ports of a layout do at a controller. Each returns once the controller shows it, or throws after so long. */
record Workload(Layout layout, Api api, Fleet fleet, Duration patience) {
    private static final int HOSTS_A_REQUEST = 500;
    private static final long LOOK_MILLIS = 50;

    /** Asked now and then whether it makes sense to wait on. */
    interface Alive {
        void require() throws IOException;
    }

    /** All hosts are declared, dial, and are programmed. */
    void join(Alive controller) throws IOException, InterruptedException {
        for (int h = 0; h < layout.hosts(); h += HOSTS_A_REQUEST) {
            api.apply(layout.hostManifests(h, Math.min(layout.hosts(), h + HOSTS_A_REQUEST)));
        }
        fleet.start();
        long deadline = System.nanoTime() + patience.toNanos();
        while (api.get("/v1/status").path("hosts").path("realised").asInt(0) < layout.hosts()) {
            controller.require();
            if (System.nanoTime() - deadline > 0) {
                throw new IOException(
                        "hosts do not join: " + api.get("/v1/status").path("hosts"));
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** All ports are declared and plugged; not yet bound. */
    void declarePorts() throws IOException, InterruptedException {
        for (int t = 0; t < layout.tenants(); t++) {
            api.apply(layout.tenantManifests(t));
            layout.portsOfTenant(t).forEach(fleet::plug);
        }
    }

    void add(Layout.Place port, PortWatch watch) throws IOException, InterruptedException {
        fleet.plug(port);
        api.apply(Layout.manifest(port));
        watch.awaitHost(port, patience);
    }

    /** To the next host of its slice. */
    void move(Layout.Place port, PortWatch watch) throws IOException, InterruptedException {
        Layout.Place there = moved(port);
        fleet.plug(there);
        fleet.unplug(port);
        watch.awaitHost(there, patience);
    }

    /** From where it was moved to. */
    void delete(Layout.Place port, PortWatch watch) throws IOException, InterruptedException {
        fleet.unplug(moved(port));
        api.delete(port);
    }

    private Layout.Place moved(Layout.Place port) {
        int k = Integer.parseInt(port.name().substring(port.name().indexOf('-') + 1));
        return port.on(layout.host(port.slice(), k + 1));
    }

    /** All connected hosts hold the newest revision; told by a port of the layout that stays. */
    void awaitHosts(Layout.Place unchanged) throws IOException, InterruptedException {
        api.awaitHosts(unchanged, patience);
    }
}
