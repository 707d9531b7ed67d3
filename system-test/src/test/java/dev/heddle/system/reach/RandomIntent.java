package dev.heddle.system.reach;

import dev.heddle.system.fixture.Intent;
import dev.heddle.system.fixture.Intent.Port;
import dev.heddle.system.fixture.Intent.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Intents by a seed: two or three tenants, networks with the same few subnets, slices of IPv4, IPv6 or both, ports over
 * all hosts and uplinks, their addresses given or left to be allocated.
 */
public final class RandomIntent {
    private static final int PORTS = 15;
    private static final int SUBNETS = 4;
    private static final String LONG_NAME = "p" + "-0123456789".repeat(6).substring(0, 61) + "z";

    private final Random random;
    private final int hosts;
    private final int uplinks;
    private int made;

    private RandomIntent(Random random, int hosts, int uplinks) {
        this.random = random;
        this.hosts = hosts;
        this.uplinks = uplinks;
    }

    /** An intent in which at least half of the pairs of ports must not reach each other, and some must. */
    public static Intent of(Random random, int hosts, int uplinks) {
        while (true) {
            Intent intent = new RandomIntent(random, hosts, uplinks).make();
            long pairs = (long) intent.ports().size() * (intent.ports().size() - 1);
            long reachable = Reach.reachablePairs(intent);
            if (reachable * 2 <= pairs && reachable >= pairs / 10) {
                return intent;
            }
        }
    }

    /** The intent some time later: ports gone, moved to other hosts and uplinks, and new. */
    public static Intent later(Random random, Intent before, int hosts, int uplinks) {
        RandomIntent later = new RandomIntent(random, hosts, uplinks);
        later.made = 50;
        List<Port> ports = new ArrayList<>();
        for (Port port : before.ports()) {
            switch (random.nextInt(4)) {
                case 0 -> {}
                case 1, 2 -> ports.add(port.at(later.host(), later.uplink()));
                default -> ports.add(port);
            }
        }
        for (int i = 0; i < 3; i++) {
            ports.add(later.port(
                    before.slices().get(random.nextInt(before.slices().size()))));
        }
        return new Intent(before.slices(), ports);
    }

    private Intent make() {
        List<Slice> slices = new ArrayList<>();
        int tenants = 2 + random.nextInt(2);
        for (int t = 0; t < tenants; t++) {
            for (int n = 0; n <= random.nextInt(2); n++) {
                int first = random.nextInt(SUBNETS);
                for (int s = 0; s <= random.nextInt(2); s++) {
                    slices.add(slice("tenant-" + t, "net-" + n, "s" + n + s, (first + s) % SUBNETS));
                }
            }
        }
        List<Port> ports = new ArrayList<>();
        for (int p = 0; p < PORTS; p++) {
            ports.add(port(slices.get(random.nextInt(slices.size()))));
        }
        return new Intent(slices, ports);
    }

    private Slice slice(String tenant, String network, String name, int subnet) {
        String v4 = "10.9." + subnet + ".0/24";
        String v6 = "fd00:9:0:" + subnet + "::/64";
        List<String> subnets = switch (random.nextInt(4)) {
            case 0 -> List.of(v4);
            case 1 -> List.of(v6);
            default -> List.of(v4, v6);
        };
        return new Slice(tenant, network, name, subnets);
    }

    private Port port(Slice slice) {
        int number = made++;
        String name = number == 0 ? LONG_NAME : "p" + number;
        List<String> ips = new ArrayList<>();
        if (random.nextBoolean()) {
            for (String subnet : slice.subnets()) {
                String prefix = subnet.substring(0, subnet.indexOf('/'));
                ips.add(subnet.contains(":") ? prefix + "1:" + number : prefix.replaceFirst("0$", "" + (100 + number)));
            }
        }
        return new Port(slice.tenant(), name, slice.name(), host(), uplink(), ips, "");
    }

    private String host() {
        return "h" + (1 + random.nextInt(hosts));
    }

    private String uplink() {
        int number = random.nextInt(uplinks + 1);
        return number == 0 ? "" : "uplink" + number;
    }
}
