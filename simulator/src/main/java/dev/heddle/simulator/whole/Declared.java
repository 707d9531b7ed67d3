package dev.heddle.simulator.whole;

import dev.heddle.model.manifest.Manifest;
import dev.heddle.model.manifest.ManifestReader;
import dev.heddle.model.manifest.Parsed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** An object of the small world that schedules speak of, as somebody would write it. */
sealed interface Declared {
    int TENANTS = 2;
    int SLICES = 3;
    int PORTS = 6;

    /** @param moved whether its first uplink has another address */
    record Host(int host, boolean moved) implements Declared {}

    record Tenant(int tenant) implements Declared {}

    /** Two in each tenant. */
    record Network(int tenant, int network) implements Declared {}

    /** The last one is in a network of its own and has the addresses of the first. */
    record Slice(int tenant, int slice) implements Declared {}

    /** @param host where it shall be; -1 for anywhere */
    record Port(int tenant, int port, int slice, int host) implements Declared {}

    /** Whether the port is only ever declared in one slice. */
    static boolean keepsSlice(int port) {
        return port % 2 == 0;
    }

    static String hostName(int host) {
        return "h" + host;
    }

    static String systemId(int host) {
        return "system-" + host;
    }

    static String tenantName(int tenant) {
        return "t" + tenant;
    }

    static String sliceName(int slice) {
        return "s" + slice;
    }

    static String portName(int port) {
        return "p" + port;
    }

    /** In a word or two. */
    default String words() {
        return switch (this) {
            case Host(int host, boolean moved) -> hostName(host) + (moved ? " elsewhere" : "");
            case Tenant(int tenant) -> tenantName(tenant);
            case Network(int tenant, int network) -> tenantName(tenant) + "/n" + network;
            case Slice(int tenant, int slice) -> tenantName(tenant) + "/" + sliceName(slice);
            case Port(int tenant, int port, int slice, int host) ->
                tenantName(tenant) + "/" + portName(port) + " in " + sliceName(slice)
                        + (host < 0 ? "" : " on " + hostName(host));
        };
    }

    /** The manifest. */
    default String yaml() {
        return switch (this) {
            case Host(int host, boolean moved) ->
                """
                    apiVersion: heddle.dev/v1
                    kind: Host
                    metadata: {name: %s}
                    spec:
                      systemId: %s
                      datapath: netdev
                      uplinks: [{name: up1, address: 192.0.2.%d}, {name: up2, address: 198.51.100.%d}]
                    """.formatted(hostName(host), systemId(host), 1 + host + (moved ? 100 : 0), 1 + host);
            case Tenant(int tenant) -> """
                    apiVersion: heddle.dev/v1
                    kind: Tenant
                    metadata: {name: %s}
                    """.formatted(tenantName(tenant));
            case Network(int tenant, int network) -> """
                    apiVersion: heddle.dev/v1
                    kind: VirtualNetwork
                    metadata: {tenant: %s, name: n%d}
                    """.formatted(tenantName(tenant), network);
            case Slice(int tenant, int slice) ->
                """
                    apiVersion: heddle.dev/v1
                    kind: Slice
                    metadata: {tenant: %s, name: %s}
                    spec: {network: n%d, subnets: [10.%d.0.0/24%s]}
                    """.formatted(
                                tenantName(tenant),
                                sliceName(slice),
                                slice == SLICES - 1 ? 1 : 0,
                                slice % (SLICES - 1),
                                slice == 1 ? ", \"fd00:1::/64\"" : "");
            case Port(int tenant, int port, int slice, int host) ->
                """
                    apiVersion: heddle.dev/v1
                    kind: Port
                    metadata: {tenant: %s, name: %s}
                    spec: {slice: %s%s}
                    """.formatted(
                                tenantName(tenant),
                                portName(port),
                                sliceName(slice),
                                host < 0 ? "" : ", host: " + hostName(host));
        };
    }

    /** What the manifests of these objects declare. */
    static List<Manifest> read(List<Declared> objects) {
        String text = objects.stream().map(Declared::yaml).collect(Collectors.joining("---\n"));
        Parsed parsed = ManifestReader.read("simulation.yaml", text.getBytes(StandardCharsets.UTF_8));
        if (!parsed.isGood()) {
            throw new IllegalStateException(parsed.problems() + " in\n" + text);
        }
        return parsed.manifests();
    }
}
