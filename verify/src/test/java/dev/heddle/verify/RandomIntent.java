package dev.heddle.verify;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.SliceState;
import dev.heddle.model.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random intent: hosts, tenants with overlapping subnets, ports that are bound, not bound, unplugged and deleted. */
final class RandomIntent {
    private static final int HOSTS = 3;

    private final RandomGenerator random;
    private final World world = new World();
    private final List<String> slices = new ArrayList<>();
    private final List<ObjectKey> ports = new ArrayList<>();
    private int made;

    private RandomIntent(RandomGenerator random) {
        this.random = random;
    }

    static Image of(RandomGenerator random) {
        return of(random, 4 + random.nextInt(20));
    }

    static Image of(RandomGenerator random, int steps) {
        RandomIntent intent = new RandomIntent(random);
        for (int h = 1; h <= HOSTS; h++) {
            if (random.nextBoolean()) {
                intent.world.host("h" + h, "192.0.2." + h);
            } else {
                intent.world.host("h" + h, "192.0.2." + h, "2001:db8::" + h);
            }
        }
        for (int t = 1; t <= 2; t++) {
            intent.world.tenant("t" + t).network("t" + t, "n");
            int count = 1 + random.nextInt(3);
            for (int s = 1; s <= count; s++) {
                String[] subnets = random.nextBoolean()
                        ? new String[] {"10." + s + ".0.0/24"}
                        : new String[] {"10." + s + ".0.0/24", "fd00:" + s + "::/64"};
                intent.world.slice("t" + t, "s" + s, "n", subnets);
                intent.slices.add("t" + t + "/s" + s);
            }
        }
        for (int i = 0; i < steps; i++) {
            intent.step();
        }
        return intent.world.image();
    }

    private void step() {
        int choice = random.nextInt(10);
        if (ports.isEmpty() || choice < 7) {
            String[] slice = slices.get(random.nextInt(slices.size())).split("/");
            ObjectKey key = ObjectKey.of(Kind.PORT, slice[0], "p" + made++);
            world.port(slice[0], key.name(), slice[1]);
            ports.add(key);
            bind(key);
        } else if (choice == 7) {
            ObjectKey port = ports.remove(random.nextInt(ports.size()));
            world.delete(port);
        } else {
            ObjectKey port = ports.get(random.nextInt(ports.size()));
            if (isBound(port)) {
                world.unbind(port.tenant(), port.name());
            } else {
                bind(port);
            }
        }
    }

    private void bind(ObjectKey port) {
        if (random.nextInt(8) > 0) {
            world.bind(port.tenant(), port.name(), "h" + (1 + random.nextInt(HOSTS)));
        }
    }

    private boolean isBound(ObjectKey key) {
        for (SliceState slice : world.image().slices().values()) {
            for (PortState port : slice.ports().values()) {
                if (port.resource().key().equals(key)) {
                    return port.binding().isPresent();
                }
            }
        }
        return false;
    }
}
