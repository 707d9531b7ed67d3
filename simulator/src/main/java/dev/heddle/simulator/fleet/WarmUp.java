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

    public static void main(String[] arguments) throws IOException, InterruptedException {
        URI server = URI.create("http://127.0.0.1:" + arguments[0]);
        InetSocketAddress ovsdb =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1]));
        try (Api api = new Api(server);
                Fleet fleet = new Fleet(LAYOUT.hosts(), ovsdb)) {
            Workload work = new Workload(LAYOUT, api, fleet, PATIENCE);
            work.join(() -> {});
            try (PortWatch watch = new PortWatch(api)) {
                work.declarePorts();
                watch.awaitBound(LAYOUT.ports(), PATIENCE);
                Layout.Place kept = LAYOUT.port(0, 0);
                work.awaitHosts(kept);
                Layout.Place one = LAYOUT.port(0, LAYOUT.portsPerSlice());
                work.add(one, watch);
                work.move(one, watch);
                work.delete(one, watch);
                work.awaitHosts(kept);
            }
        }
    }
}
