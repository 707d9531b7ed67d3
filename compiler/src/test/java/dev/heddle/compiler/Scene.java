package dev.heddle.compiler;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Position;
import dev.heddle.model.Resource;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.net.IpPrefix;
import dev.heddle.model.net.MacAddress;
import dev.heddle.model.pool.Books;
import dev.heddle.model.pool.Observed;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.spec.PortSpec;
import dev.heddle.model.spec.Resources;
import dev.heddle.model.spec.SliceSpec;
import dev.heddle.model.spec.Spec;
import dev.heddle.model.state.HostState;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.SliceState;
import dev.heddle.model.state.Snapshot;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;
import tools.jackson.databind.node.JsonNodeFactory;

/** A snapshot made by hand, without the model's decisions: what a compiler may be given. Immutable. */
record Scene(long revision, PSortedMap<String, HostState> hosts, PSortedMap<ObjectKey, SliceState> slices, long nextId)
        implements Snapshot {
    static final Scene EMPTY = new Scene(0, TreePMap.empty(), TreePMap.empty(), 1);

    /** A host with one uplink for each address; endpoint numbers follow from the count of hosts. */
    Scene host(String name, String... addresses) {
        List<HostSpec.Uplink> uplinks = new ArrayList<>();
        List<HostState.Endpoint> endpoints = new ArrayList<>();
        int number =
                1 + hosts.values().stream().mapToInt(h -> h.endpoints().size()).sum();
        for (String address : addresses) {
            String uplink = "uplink" + (uplinks.size() + 1);
            uplinks.add(new HostSpec.Uplink(
                    uplink, IpAddress.parse(address), OptionalLong.empty(), Optional.empty(), Optional.empty(), 1500));
            endpoints.add(new HostState.Endpoint(uplink, number++));
        }
        HostSpec spec = new HostSpec(
                name,
                uplinks,
                Optional.empty(),
                HostSpec.Datapath.NETDEV,
                new LinkedHashMap<>(),
                4789,
                Resources.NONE,
                Optional.empty(),
                Resources.NONE,
                HostSpec.State.READY);
        Resource resource = resource(ObjectKey.clusterWide(Kind.HOST, name), spec);
        return new Scene(
                revision + 1,
                hosts.plus(name, new HostState(resource, spec, endpoints, Observed.NOTHING)),
                slices,
                nextId + 1);
    }

    Scene slice(String name, int vni, String... subnets) {
        ObjectKey key = ObjectKey.of(Kind.SLICE, "t", name);
        SliceSpec spec =
                new SliceSpec("n", Arrays.stream(subnets).map(IpPrefix::parse).toList(), 1450, Resources.NONE, false);
        SliceState state = new SliceState(resource(key, spec), spec, vni, TreePMap.empty());
        return new Scene(revision + 1, hosts, slices.plus(key, state), nextId + 1);
    }

    /** A port bound to a host's uplink. */
    Scene port(String slice, String name, String host, String uplink, String mac, String... ips) {
        ObjectKey key = ObjectKey.of(Kind.PORT, "t", name);
        List<IpAddress> addresses = Arrays.stream(ips).map(IpAddress::parse).toList();
        PortSpec spec = new PortSpec(
                slice,
                Optional.empty(),
                Optional.of(uplink),
                addresses,
                Optional.of(MacAddress.parse(mac)),
                OptionalLong.empty(),
                OptionalLong.empty());
        PortState port = new PortState(
                resource(key, spec),
                spec,
                MacAddress.parse(mac),
                addresses,
                Optional.of(new PortState.Binding(host, uplink)),
                Set.of());
        return with(slice, port, nextId + 1);
    }

    Scene without(String slice, String name) {
        ObjectKey key = ObjectKey.of(Kind.SLICE, "t", slice);
        SliceState old = slices.get(key);
        return new Scene(
                revision + 1,
                hosts,
                slices.plus(
                        key,
                        new SliceState(
                                old.resource(),
                                old.spec(),
                                old.vni(),
                                old.ports().minus(uid(name)))),
                nextId);
    }

    @Override
    public @Nullable PortState portByIfaceId(String ifaceId) {
        return ports().filter(p -> p.resource().uid().toString().equals(ifaceId)
                        || p.resource().key().path().equals(ifaceId))
                .findFirst()
                .orElse(null);
    }

    @Override
    public Set<ObjectKey> pluggedInto(String host) {
        return ports().filter(p -> p.standby().contains(host)
                        || p.binding().filter(b -> b.host().equals(host)).isPresent())
                .map(p -> p.resource().key())
                .collect(Collectors.toSet());
    }

    private Stream<PortState> ports() {
        return slices.values().stream().flatMap(s -> s.ports().values().stream());
    }

    /** The port moved, or half moved: traffic goes to {@code host}, its own flows are kept on {@code standby} too. */
    Scene moved(String slice, String name, String host, String uplink, String... standby) {
        PortState p = port(slice, name);
        return with(
                slice,
                new PortState(
                        p.resource(),
                        p.spec(),
                        p.mac(),
                        p.ips(),
                        Optional.of(new PortState.Binding(host, uplink)),
                        Set.of(standby)),
                nextId);
    }

    PortState port(String slice, String name) {
        return slices.get(ObjectKey.of(Kind.SLICE, "t", slice)).ports().get(uid(name));
    }

    static UUID uid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private Scene with(String slice, PortState port, long next) {
        ObjectKey key = ObjectKey.of(Kind.SLICE, "t", slice);
        SliceState old = slices.get(key);
        SliceState now = new SliceState(
                old.resource(),
                old.spec(),
                old.vni(),
                old.ports().plus(port.resource().uid(), port));
        return new Scene(revision + 1, hosts, slices.plus(key, now), next);
    }

    private Resource resource(ObjectKey key, Spec spec) {
        return new Resource(
                key,
                nextId,
                uid(key.name()),
                new TreeMap<>(),
                revision + 1,
                Instant.EPOCH,
                spec,
                JsonNodeFactory.instance.objectNode(),
                Position.NONE);
    }

    @Override
    public String clusterId() {
        return "scene";
    }

    @Override
    public @Nullable Resource get(ObjectKey key) {
        throw new UnsupportedOperationException("the compiler does not look up objects");
    }

    @Override
    public Collection<Resource> list(Kind kind) {
        throw new UnsupportedOperationException("the compiler does not list objects");
    }

    @Override
    public Books books() {
        throw new UnsupportedOperationException("the compiler counts nothing");
    }

    @Override
    public @Nullable PortState port(ObjectKey key) {
        throw new UnsupportedOperationException("the compiler does not look up ports");
    }
}
