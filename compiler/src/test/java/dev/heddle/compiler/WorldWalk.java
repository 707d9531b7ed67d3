package dev.heddle.compiler;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.PortState;
import dev.heddle.model.testing.World;
import java.util.List;
import java.util.random.RandomGenerator;

/** A random walk over images: hosts, slices and ports come and go, ports are plugged, moved and unplugged. */
final class WorldWalk {
    private static final String TENANT = "t";
    private static final String NETWORK = "n";

    private final RandomGenerator random;
    private final World world = new World();
    private int made;

    WorldWalk(RandomGenerator random) {
        this.random = random;
        world.tenant(TENANT).network(TENANT, NETWORK);
        for (int i = 0; i < 3; i++) {
            host();
            slice();
        }
    }

    Image image() {
        return world.image();
    }

    void steps(int count) {
        for (int i = 0; i < count; i++) {
            step();
        }
    }

    private void step() {
        Image image = world.image();
        List<ObjectKey> slices = List.copyOf(image.slices().keySet());
        List<PortState> ports = List.copyOf(image.ports().values());
        List<String> hosts = List.copyOf(image.hosts().keySet());
        int choice = random.nextInt(16);
        if (choice == 0 || hosts.isEmpty()) {
            host();
        } else if (choice == 1 || slices.isEmpty()) {
            slice();
        } else if (choice == 2) {
            String host = any(hosts);
            if (image.pluggedInto(host).isEmpty()) {
                world.delete(ObjectKey.clusterWide(Kind.HOST, host));
            }
        } else if (choice == 3) {
            ObjectKey slice = any(slices);
            if (image.slices().get(slice).ports().isEmpty()) {
                world.delete(slice);
            }
        } else if (choice < 8 || ports.isEmpty()) {
            world.port(TENANT, "p" + made++, any(slices).name());
        } else if (choice == 8) {
            world.delete(any(ports).resource().key());
        } else {
            plug(any(ports), any(hosts));
        }
    }

    private void plug(PortState port, String host) {
        String name = port.resource().key().name();
        if (port.binding().isPresent() && random.nextInt(3) == 0) {
            world.unbind(TENANT, name);
        } else {
            world.bind(TENANT, name, host);
        }
    }

    private void host() {
        int n = made++;
        world.host("h" + n, "192.0.2." + n % 250, "198.51.100." + n % 250);
    }

    private void slice() {
        world.slice(TENANT, "s" + made++, NETWORK, "10.0.0.0/16");
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
