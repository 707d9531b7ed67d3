package dev.heddle.model.testing;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Position;
import dev.heddle.model.Resource;
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
import dev.heddle.model.state.HostState.Endpoint;
import dev.heddle.model.state.IdKind;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.PortState.Binding;
import dev.heddle.model.state.Record;
import dev.heddle.model.state.SliceState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import org.pcollections.PSortedMap;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Builds images for tests by replaying records, one revision each, without the deciding code: what is asked for must be
 * right. Uids are derived from the keys.
 */
public final class World {
    /** When everything in a world happened. */
    public static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    private Image image;

    public World() {
        this(Image.empty("test-cluster"));
    }

    /** Goes on from this image. */
    public World(Image image) {
        this.image = image;
    }

    public Image image() {
        return image;
    }

    /** A host with uplinks uplink1, uplink2, … of these tunnel addresses. */
    public World host(String name, String... addresses) {
        List<HostSpec.Uplink> uplinks = new ArrayList<>();
        for (String address : addresses) {
            uplinks.add(new HostSpec.Uplink(
                    "uplink" + (uplinks.size() + 1),
                    IpAddress.parse(address),
                    OptionalLong.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    HostSpec.Uplink.DEFAULT_MTU));
        }
        List<Endpoint> endpoints = new ArrayList<>();
        int first = image.ids(IdKind.ENDPOINT).next();
        for (HostSpec.Uplink uplink : uplinks) {
            endpoints.add(new Endpoint(uplink.name(), first + endpoints.size()));
        }
        HostSpec spec = new HostSpec(
                "system-" + name,
                uplinks,
                Optional.empty(),
                HostSpec.Datapath.SYSTEM,
                new LinkedHashMap<>(),
                HostSpec.DEFAULT_TUNNEL_PORT,
                Resources.NONE,
                Optional.empty(),
                Resources.NONE,
                HostSpec.State.READY);
        return replay(new Record.HostPut(resource(ObjectKey.clusterWide(Kind.HOST, name), spec), endpoints));
    }

    public World tenant(String name) {
        TenantSpec spec = new TenantSpec(Resources.NONE, OptionalLong.empty(), OptionalLong.empty());
        return replay(new Record.Put(resource(ObjectKey.clusterWide(Kind.TENANT, name), spec)));
    }

    public World network(String tenant, String name) {
        return replay(
                new Record.Put(resource(ObjectKey.of(Kind.NETWORK, tenant, name), new NetworkSpec(Optional.empty()))));
    }

    /** A slice of the default mtu and the next VNI. */
    public World slice(String tenant, String name, String network, String... subnets) {
        List<IpPrefix> prefixes = List.of(subnets).stream().map(IpPrefix::parse).toList();
        SliceSpec spec = new SliceSpec(network, prefixes, SliceSpec.DEFAULT_MTU, Resources.NONE, false);
        int vni = image.ids(IdKind.VNI).lowest(IdKind.VNI.max()).orElseThrow();
        return replay(new Record.SlicePut(resource(ObjectKey.of(Kind.SLICE, tenant, name), spec), vni));
    }

    /** A port without {@code host:}, with the lowest free address of each subnet. */
    public World port(String tenant, String name, String slice) {
        return port(tenant, name, slice, Optional.empty());
    }

    /** A port with {@code host:}. */
    public World portOn(String tenant, String name, String slice, String host) {
        return port(tenant, name, slice, Optional.of(host));
    }

    private World port(String tenant, String name, String slice, Optional<String> host) {
        ObjectKey key = ObjectKey.of(Kind.PORT, tenant, name);
        PortSpec spec = new PortSpec(
                slice, host, Optional.empty(), List.of(), Optional.empty(), OptionalLong.empty(), OptionalLong.empty());
        SliceState state = image.slices().get(ObjectKey.of(Kind.SLICE, tenant, slice));
        List<IpAddress> ips = state.spec().subnets().stream()
                .map(s -> image.networks()
                        .get(ObjectKey.of(Kind.NETWORK, tenant, state.spec().network()))
                        .addresses()
                        .lowestFree(s)
                        .orElseThrow())
                .sorted()
                .toList();
        Resource resource = resource(key, spec);
        return replay(new Record.PortPut(resource, new MacAddress(0x0a_00_00_00_00_00L + resource.id()), ips));
    }

    /** Binds the port through the host's first uplink. */
    public World bind(String tenant, String port, String host) {
        String uplink = image.hosts().get(host).spec().uplinks().getFirst().name();
        return replay(new Record.PortBound(ObjectKey.of(Kind.PORT, tenant, port), new Binding(host, uplink)));
    }

    public World unbind(String tenant, String port) {
        return replay(new Record.PortUnbound(ObjectKey.of(Kind.PORT, tenant, port)));
    }

    /** Removes an object that nothing refers to; releases its numbers. */
    public World delete(ObjectKey key) {
        List<Record> records = new ArrayList<>(List.of(new Record.Deleted(key)));
        PSortedMap<ObjectKey, SliceState> slices = image.slices();
        if (key.kind() == Kind.SLICE) {
            records.add(new Record.IdReleased(IdKind.VNI, slices.get(key).vni()));
        }
        if (key.kind() == Kind.HOST) {
            image.hosts()
                    .get(key.name())
                    .endpoints()
                    .forEach(e -> records.add(new Record.IdReleased(IdKind.ENDPOINT, e.number())));
        }
        return replay(records.toArray(Record[]::new));
    }

    /** Replays records as one revision. */
    public World replay(Record... records) {
        image = image.replay(List.of(records), image.revision() + 1, NOW);
        return this;
    }

    private Resource resource(ObjectKey key, Spec spec) {
        return new Resource(
                key,
                image.nextObjectId(),
                UUID.nameUUIDFromBytes(key.line().getBytes(StandardCharsets.UTF_8)),
                new TreeMap<>(),
                image.revision() + 1,
                NOW,
                spec,
                JsonNodeFactory.instance.objectNode(),
                Position.NONE);
    }
}
