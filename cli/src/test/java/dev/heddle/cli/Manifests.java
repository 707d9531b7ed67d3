package dev.heddle.cli;

/** Manifests of the contract tests, each of one tenant of its own. */
final class Manifests {
    private Manifests() {}

    static String tenant(String name) {
        return """
                apiVersion: heddle.dev/v1
                kind: Tenant
                metadata: {name: %s}
                """.formatted(name);
    }

    static String network(String tenant) {
        return """
                apiVersion: heddle.dev/v1
                kind: VirtualNetwork
                metadata: {tenant: %s, name: net}
                spec: {}
                """.formatted(tenant);
    }

    static String slice(String tenant) {
        return """
                apiVersion: heddle.dev/v1
                kind: Slice
                metadata: {tenant: %s, name: train}
                spec: {network: net, subnets: [10.9.0.0/24]}
                """.formatted(tenant);
    }

    static String port(String tenant, String name, String labels) {
        return """
                apiVersion: heddle.dev/v1
                kind: Port
                metadata: {tenant: %s, name: %s, labels: {%s}}
                spec: {slice: train}
                """.formatted(tenant, name, labels);
    }

    static String host(String name, int number, String more) {
        return """
                apiVersion: heddle.dev/v1
                kind: Host
                metadata: {name: %s}
                spec:
                  systemId: sys-%s
                  uplinks: [{name: uplink1, address: 192.0.2.%d}]%s
                """.formatted(name, name, number, more.isEmpty() ? "" : "\n  " + more);
    }

    /** A pod with two racks. */
    static String topology(String name) {
        return """
                apiVersion: heddle.dev/v1
                kind: Topology
                metadata: {name: %s}
                spec:
                  tiers:
                  - {name: p1, level: pod}
                  - {name: r1, parent: p1, level: rack, oversubscription: 2}
                  - {name: r2, parent: p1, level: rack, bandwidth: 400Gbps}
                """.formatted(name);
    }

    /** Tenant, network, slice, and the ports w0 (job a) and w1 (job b). */
    static String all(String tenant) {
        return String.join(
                "---\n",
                port(tenant, "w1", "job: b"),
                port(tenant, "w0", "job: a"),
                slice(tenant),
                network(tenant),
                tenant(tenant));
    }
}
