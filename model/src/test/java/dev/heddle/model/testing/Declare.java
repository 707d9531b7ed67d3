package dev.heddle.model.testing;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Position;
import dev.heddle.model.manifest.Manifest;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.net.IpPrefix;
import dev.heddle.model.net.MacAddress;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.spec.NetworkSpec;
import dev.heddle.model.spec.PortSpec;
import dev.heddle.model.spec.Resources;
import dev.heddle.model.spec.SliceSpec;
import dev.heddle.model.spec.Spec;
import dev.heddle.model.spec.TenantSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import tools.jackson.databind.node.JsonNodeFactory;

/** Manifests for tests, as the binder would make them of files. What is written is the typed spec in words. */
public final class Declare {
    private Declare() {}

    public static Manifest tenant(String name) {
        return manifest(
                ObjectKey.clusterWide(Kind.TENANT, name),
                new TenantSpec(Resources.NONE, OptionalLong.empty(), OptionalLong.empty()));
    }

    /** A host with uplinks uplink1, uplink2, … of mtu 1500. */
    public static Manifest host(String name, String... addresses) {
        return host(name, "system-" + name, 1500, addresses);
    }

    public static Manifest host(String name, String systemId, int mtu, String... addresses) {
        return host(name, systemId, Optional.empty(), mtu, 1, addresses);
    }

    /** A host whose uplinks are named from this number on. */
    public static Manifest hostFrom(int firstUplink, String name, int mtu, String... addresses) {
        return host(name, "system-" + name, Optional.empty(), mtu, firstUplink, addresses);
    }

    /** A host that is dialled. */
    public static Manifest hostAt(String ovsdb, String name, String address) {
        return host(name, "system-" + name, Optional.of(ovsdb), 1500, 1, address);
    }

    private static Manifest host(
            String name, String systemId, Optional<String> ovsdb, int mtu, int firstUplink, String... addresses) {
        List<HostSpec.Uplink> uplinks = IntStream.range(0, addresses.length)
                .mapToObj(i -> new HostSpec.Uplink(
                        "uplink" + (firstUplink + i),
                        IpAddress.parse(addresses[i]),
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        mtu))
                .toList();
        HostSpec spec = new HostSpec(
                systemId,
                uplinks,
                ovsdb,
                HostSpec.Datapath.SYSTEM,
                new LinkedHashMap<>(),
                HostSpec.DEFAULT_TUNNEL_PORT,
                Resources.NONE,
                Optional.empty(),
                Resources.NONE,
                HostSpec.State.READY);
        return manifest(ObjectKey.clusterWide(Kind.HOST, name), spec);
    }

    public static Manifest network(String tenant, String name) {
        return manifest(ObjectKey.of(Kind.NETWORK, tenant, name), new NetworkSpec(Optional.empty()));
    }

    public static Manifest slice(String tenant, String name, String network, String... subnets) {
        return slice(tenant, name, network, SliceSpec.DEFAULT_MTU, subnets);
    }

    public static Manifest slice(String tenant, String name, String network, int mtu, String... subnets) {
        List<IpPrefix> prefixes = List.of(subnets).stream().map(IpPrefix::parse).toList();
        return manifest(
                ObjectKey.of(Kind.SLICE, tenant, name), new SliceSpec(network, prefixes, mtu, Resources.NONE, false));
    }

    /** A port that leaves host, uplink and MAC open; without ips all addresses are allocated. */
    public static Manifest port(String tenant, String name, String slice, String... ips) {
        return port(tenant, name, slice, Map.of(), ips);
    }

    /** @param options {@code host}, {@code uplink}, {@code mac} */
    public static Manifest port(String tenant, String name, String slice, Map<String, String> options, String... ips) {
        PortSpec spec = new PortSpec(
                slice,
                Optional.ofNullable(options.get("host")),
                Optional.ofNullable(options.get("uplink")),
                List.of(ips).stream().map(IpAddress::parse).toList(),
                Optional.ofNullable(options.get("mac")).map(MacAddress::parse),
                OptionalLong.empty(),
                OptionalLong.empty());
        return manifest(ObjectKey.of(Kind.PORT, tenant, name), spec);
    }

    /** The same with a uid. */
    public static Manifest uid(Manifest manifest, UUID uid) {
        return new Manifest(
                manifest.key(),
                Optional.of(uid),
                manifest.labels(),
                manifest.spec(),
                manifest.written(),
                manifest.position(),
                manifest.fields());
    }

    /** The same with a field that stands at line 7, column 9. */
    public static Manifest at(Manifest manifest, String field) {
        return new Manifest(
                manifest.key(),
                manifest.uid(),
                manifest.labels(),
                manifest.spec(),
                manifest.written(),
                manifest.position(),
                Map.of(field, new Position("net.yaml", 7, 9)));
    }

    /** Any object. */
    public static Manifest manifest(ObjectKey key, Spec spec) {
        return new Manifest(
                key,
                Optional.empty(),
                new TreeMap<>(),
                spec,
                JsonNodeFactory.instance.objectNode().put("spec", spec.toString()),
                new Position("net.yaml", 1, 1),
                Map.of());
    }
}
