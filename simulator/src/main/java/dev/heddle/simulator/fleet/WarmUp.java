package dev.heddle.simulator.fleet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;

/**
 * Lets a few simulated hosts and their ports come, change and go, once, while the build records the start-up cache of the
 * controller: what it needs for its first hosts is in it then.
 *
 * <p>Usage: {@code WarmUp API-PORT OVSDB-PORT}, both of the loopback interface
 */
final class WarmUp {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Layout LAYOUT = new Layout(4, 200, 20, 4);

    private WarmUp() {}

    private static void awaitJoined(Api api) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (api.get("/v1/status").path("hosts").path("realised").asInt(0) < LAYOUT.hosts()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("hosts do not join");
            }
            Thread.sleep(50);
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        URI server = URI.create("http://127.0.0.1:" + arguments[0]);
        InetSocketAddress ovsdb =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1]));
        try (Api api = new Api(server);
                Fleet fleet = new Fleet(LAYOUT.hosts(), ovsdb)) {
            api.apply(LAYOUT.hostManifests(0, LAYOUT.hosts()));
            fleet.start();
            awaitJoined(api);
            try (PortWatch watch = new PortWatch(api)) {
                for (int t = 0; t < LAYOUT.tenants(); t++) {
                    api.apply(LAYOUT.tenantManifests(t));
                    LAYOUT.portsOfTenant(t).forEach(fleet::plug);
                }
                watch.awaitBound(LAYOUT.ports(), PATIENCE);
                Layout.Place kept = LAYOUT.port(0, 0);
                api.awaitHosts(kept, PATIENCE);
                Layout.Place moved = LAYOUT.port(0, 1).on(LAYOUT.port(0, 2).host());
                fleet.plug(moved);
                fleet.unplug(LAYOUT.port(0, 1));
                watch.awaitHost(moved, PATIENCE);
                fleet.unplug(moved);
                api.delete(moved);
                api.awaitHosts(kept, PATIENCE);
            }
        }
    }
}
