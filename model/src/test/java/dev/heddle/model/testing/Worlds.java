package dev.heddle.model.testing;

import dev.heddle.model.state.Image;

/** Images of a given size for tests and benchmarks. */
public final class Worlds {
    private Worlds() {}

    /**
     * Hosts h1…, tenants t1… with one network net each, slices s1… with an IPv4 and an IPv6 subnet each, and in slice sJ
     * ports pJ-1…, all bound, spread over the hosts in turn. Networks use the same addresses.
     *
     * @param hosts at most 65,000
     * @param slicesPerTenant at most 250
     * @param portsPerSlice at most 65,000
     */
    public static Image spread(int hosts, int tenants, int slicesPerTenant, int portsPerSlice) {
        World world = new World();
        for (int h = 1; h <= hosts; h++) {
            world.host("h" + h, "172.16.%d.%d".formatted(h / 256, h % 256));
        }
        int bound = 0;
        for (int t = 1; t <= tenants; t++) {
            String tenant = "t" + t;
            world.tenant(tenant).network(tenant, "net");
            for (int s = 1; s <= slicesPerTenant; s++) {
                world.slice(tenant, "s" + s, "net", "10.%d.0.0/16".formatted(s), "fd00:0:0:%x::/64".formatted(s));
                for (int p = 1; p <= portsPerSlice; p++) {
                    String port = "p" + s + "-" + p;
                    world.port(tenant, port, "s" + s).bind(tenant, port, "h" + (bound++ % hosts + 1));
                }
            }
        }
        return world.image();
    }
}
