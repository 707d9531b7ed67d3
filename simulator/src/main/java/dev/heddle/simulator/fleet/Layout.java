package dev.heddle.simulator.fleet;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run declares and where its ports are plugged: the same for the same sizes. Slices are alike and lie on as many hosts
 * each, next to each other and shifted, so that every host has slices with several groups of neighbours. Pure.
 */
record Layout(int hosts, int ports, int portsPerSlice, int hostsPerSlice) {
    private static final int SLICES_PER_TENANT = 10;
    /** Slices that begin at one host follow each other at this distance. */
    private static final int SHIFT = 3;

    /** A port and the host that it is plugged into. */
    record Place(String tenant, String name, int slice, int host) {
        /** As an interface names it. */
        String ifaceId() {
            return tenant + "/" + name;
        }

        Place on(int other) {
            return new Place(tenant, name, slice, other);
        }
    }

    int slices() {
        return (ports + portsPerSlice - 1) / portsPerSlice;
    }

    int tenants() {
        return (slices() + SLICES_PER_TENANT - 1) / SLICES_PER_TENANT;
    }

    static String hostName(int host) {
        return "h%05d".formatted(host);
    }

    static String systemId(int host) {
        return "sim-" + hostName(host);
    }

    /** The k-th of the hosts that a slice lies on. */
    int host(int slice, int k) {
        int turn = slice * hostsPerSlice / hosts;
        return (slice * hostsPerSlice + turn * SHIFT + k % hostsPerSlice) % hosts;
    }

    Place port(int slice, int k) {
        return new Place(tenant(slice / SLICES_PER_TENANT), "p" + slice + "-" + k, slice, host(slice, k));
    }

    /** A slice's share of all ports. */
    List<Place> portsOf(int slice) {
        List<Place> out = new ArrayList<>();
        for (int k = 0; k < portsPerSlice && slice * portsPerSlice + k < ports; k++) {
            out.add(port(slice, k));
        }
        return out;
    }

    /** All ports of a tenant. */
    List<Place> portsOfTenant(int tenant) {
        List<Place> out = new ArrayList<>();
        for (int s = tenant * SLICES_PER_TENANT; s < Math.min(slices(), (tenant + 1) * SLICES_PER_TENANT); s++) {
            out.addAll(portsOf(s));
        }
        return out;
    }

    /** Host manifests, from one number to before another. */
    String hostManifests(int from, int to) {
        StringBuilder out = new StringBuilder();
        for (int h = from; h < to; h++) {
            out.append("""
                    ---
                    apiVersion: heddle.dev/v1
                    kind: Host
                    metadata: {name: %s}
                    spec: {systemId: %s, uplinks: [{name: uplink1, address: 172.%d.%d.%d}]}
                    """.formatted(hostName(h), systemId(h), 16 + (h >> 16), h >> 8 & 0xff, h & 0xff));
        }
        return out.toString();
    }

    /** A tenant with its network, slices and ports. */
    String tenantManifests(int tenant) {
        StringBuilder out = new StringBuilder();
        String name = tenant(tenant);
        out.append("""
                ---
                apiVersion: heddle.dev/v1
                kind: Tenant
                metadata: {name: %s}
                ---
                apiVersion: heddle.dev/v1
                kind: VirtualNetwork
                metadata: {tenant: %s, name: net}
                """.formatted(name, name));
        for (int s = tenant * SLICES_PER_TENANT; s < Math.min(slices(), (tenant + 1) * SLICES_PER_TENANT); s++) {
            out.append("""
                    ---
                    apiVersion: heddle.dev/v1
                    kind: Slice
                    metadata: {tenant: %s, name: s%d}
                    spec: {network: net, subnets: [10.%d.0.0/16]}
                    """.formatted(name, s, s % SLICES_PER_TENANT));
        }
        portsOfTenant(tenant).forEach(port -> out.append(manifest(port)));
        return out.toString();
    }

    static String manifest(Place port) {
        return """
                ---
                apiVersion: heddle.dev/v1
                kind: Port
                metadata: {tenant: %s, name: %s}
                spec: {slice: s%d}
                """.formatted(port.tenant(), port.name(), port.slice());
    }

    private static String tenant(int number) {
        return "t%04d".formatted(number);
    }
}
