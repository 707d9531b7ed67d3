package dev.heddle.model.state;

import dev.heddle.model.ObjectKey;
import dev.heddle.model.Resource;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.net.MacAddress;
import dev.heddle.model.pool.Amounts;
import dev.heddle.model.pool.Books;
import dev.heddle.model.pool.Observed;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.spec.HostSpec.Uplink;
import dev.heddle.model.spec.PortSpec;
import dev.heddle.model.spec.SliceSpec;
import dev.heddle.model.spec.TopologySpec;
import dev.heddle.model.state.HostState.Endpoint;
import dev.heddle.model.state.PortState.Binding;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/** Makes the next image, record by record. Used by one thread, once. */
final class Replay {
    private final String clusterId;
    private final long revision;
    private final Instant at;
    private long nextObjectId;
    private PSortedMap<String, Resource> tenants;
    private PSortedMap<String, HostState> hosts;
    private PSortedMap<String, Resource> topologies;
    private PSortedMap<ObjectKey, NetworkState> networks;
    private PSortedMap<ObjectKey, SliceState> slices;
    private PSortedMap<ObjectKey, PortState> ports;
    private PSortedMap<UUID, ObjectKey> uids;
    private PSortedMap<String, PSortedSet<ObjectKey>> plugged;
    private PSortedMap<ObjectKey, Move> moves;
    private PSortedSet<ObjectKey> unserved;
    private PMap<IdKind, IdPool> ids;
    private Books books;
    private final Trail trail;
    private final Set<ObjectKey> touched = new HashSet<>();

    Replay(Image base, long revision, Instant at) {
        this.clusterId = base.clusterId();
        this.revision = revision;
        this.at = at;
        this.nextObjectId = base.nextObjectId();
        this.tenants = base.tenants();
        this.hosts = base.hosts();
        this.topologies = base.topologies();
        this.networks = base.networks();
        this.slices = base.slices();
        this.ports = base.ports();
        this.uids = base.uids();
        this.plugged = base.plugged();
        this.moves = base.moves();
        this.unserved = base.unserved();
        this.ids = base.ids();
        this.books = base.books();
        this.trail = base.trail();
    }

    Image result() {
        return image(trail.plus(touched));
    }

    private Image image(Trail came) {
        return new Image(
                revision,
                clusterId,
                nextObjectId,
                tenants,
                hosts,
                topologies,
                networks,
                slices,
                ports,
                uids,
                plugged,
                moves,
                unserved,
                ids,
                books,
                came);
    }

    void accept(Record record) {
        switch (record) {
            case Record.Put r -> put(r.resource());
            case Record.HostPut r -> putHost(r.resource(), r.endpoints());
            case Record.HostObserved r -> observed(r.host(), r.observed());
            case Record.SlicePut r -> putSlice(r.resource(), r.vni());
            case Record.PortPut r -> putPort(r.resource(), r.mac(), r.ips());
            case Record.Deleted r -> delete(r.key());
            case Record.IdReleased r -> ids = ids.plus(r.kind(), pool(r.kind()).release(r.number(), released()));
            case Record.IdFreed r -> ids = ids.plus(r.kind(), pool(r.kind()).free(r.number()));
            case Record.PortBound r -> place(r.port(), Optional.of(r.binding()), Set.of(), null);
            case Record.PortMoving r -> moving(r.port(), r.target());
            case Record.PortMoved r -> moved(r.port());
            case Record.PortSettled r -> place(r.port(), port(r.port()).binding(), Set.of(), null);
            case Record.PortUnbound r -> place(r.port(), Optional.empty(), Set.of(), null);
            case Record.LeaseTaken r -> lease(r.lease().owner(), books.withLease(r.lease()));
            case Record.LeaseGivenBack r -> lease(r.owner(), books.withoutLease(r.owner(), r.host()));
        }
    }

    private void put(Resource resource) {
        ObjectKey key = resource.key();
        switch (key.kind()) {
            case TENANT -> tenants = tenants.plus(key.name(), resource);
            case TOPOLOGY -> putTopology(resource);
            case NETWORK -> {
                NetworkState old = networks.get(key);
                networks = networks.plus(
                        key,
                        old == null
                                ? new NetworkState(resource, TreePSet.empty(), AddressBook.EMPTY)
                                : new NetworkState(resource, old.slices(), old.addresses()));
            }
            case HOST, SLICE, PORT -> throw new IllegalStateException(key + " has allocations");
        }
        known(resource);
    }

    private void putHost(Resource resource, List<Endpoint> endpoints) {
        String name = resource.key().name();
        IdPool pool = pool(IdKind.ENDPOINT);
        for (Endpoint endpoint : endpoints) {
            pool = pool.take(endpoint.number());
        }
        ids = ids.plus(IdKind.ENDPOINT, pool);
        HostSpec spec = resource.spec(HostSpec.class);
        HostState old = hosts.get(name);
        keep(new HostState(resource, spec, endpoints, old == null ? Observed.NOTHING : stillTrue(old, spec)));
        known(resource);
    }

    /** What was observed of an uplink goes with it. */
    private static Observed stillTrue(HostState old, HostSpec now) {
        return old.observed()
                .retaining(now.uplinks().stream()
                        .filter(uplink -> old.spec()
                                .uplink(Optional.of(uplink.name()))
                                .filter(before -> before.address().equals(uplink.address()))
                                .isPresent())
                        .map(Uplink::name)
                        .toList());
    }

    private void observed(String name, Observed more) {
        HostState host = Image.present(hosts.get(name), name);
        keep(new HostState(
                host.resource(), host.spec(), host.endpoints(), host.observed().plus(more)));
    }

    private void keep(HostState host) {
        hosts = hosts.plus(host.name(), host);
        touched.add(host.resource().key());
        books = books.withHost(host.name(), host.effective());
    }

    private void putTopology(Resource resource) {
        forgetTopology(resource.key().name());
        topologies = topologies.plus(resource.key().name(), resource);
        books = books.withTopology(resource.key().name(), resource.spec(TopologySpec.class));
    }

    private void forgetTopology(String name) {
        Resource old = topologies.get(name);
        topologies = topologies.minus(name);
        books = old == null ? books : books.withoutTopology(name, old.spec(TopologySpec.class));
    }

    private void putSlice(Resource resource, int vni) {
        ObjectKey key = resource.key();
        SliceSpec spec = resource.spec(SliceSpec.class);
        SliceState old = slices.get(key);
        if (old == null) {
            ObjectKey networkKey = Image.networkKey(key, spec);
            NetworkState network = Image.present(networks.get(networkKey), networkKey);
            networks = networks.plus(
                    networkKey,
                    new NetworkState(network.resource(), network.slices().plus(key), network.addresses()));
        }
        ids = ids.plus(IdKind.VNI, pool(IdKind.VNI).take(vni));
        slices = slices.plus(key, new SliceState(resource, spec, vni, old == null ? TreePMap.empty() : old.ports()));
        books = books.withSlice(key, Amounts.of(spec.resources()));
        known(resource);
    }

    private void putPort(Resource resource, MacAddress mac, List<IpAddress> ips) {
        ObjectKey key = resource.key();
        PortSpec spec = resource.spec(PortSpec.class);
        PortState old = ports.get(key);
        readdress(key, spec.slice(), old, mac, ips);
        books = old == null ? books.withPort(key) : books;
        keep(
                old == null
                        ? new PortState(resource, spec, mac, ips, Optional.empty(), Set.of())
                        : new PortState(resource, spec, mac, ips, old.binding(), old.standby()));
        known(resource);
    }

    /** Releases what the port had and claims what it gets. */
    private void readdress(
            ObjectKey key, String slice, @Nullable PortState old, @Nullable MacAddress mac, List<IpAddress> ips) {
        List<IpAddress> had = old == null ? List.of() : old.ips();
        boolean sameMac = old != null && old.mac().equals(mac);
        if (had.equals(ips) && sameMac) {
            return;
        }
        ObjectKey networkKey =
                Image.networkKey(key, slice(Image.sliceKey(key, slice)).spec());
        NetworkState network = Image.present(networks.get(networkKey), networkKey);
        AddressBook book = network.addresses();
        for (IpAddress ip : had) {
            book = ips.contains(ip) ? book : book.release(ip, key);
        }
        for (IpAddress ip : ips) {
            book = had.contains(ip) ? book : book.claim(ip, key);
        }
        if (!sameMac) {
            book = old == null ? book : book.release(old.mac(), key);
            book = mac == null ? book : book.claim(mac, key);
        }
        networks = networks.plus(networkKey, new NetworkState(network.resource(), network.slices(), book));
    }

    private void delete(ObjectKey key) {
        UUID uid = Image.present(image(trail).get(key), key).uid();
        touched.add(key);
        switch (key.kind()) {
            case TENANT -> tenants = tenants.minus(key.name());
            case HOST -> {
                hosts = hosts.minus(key.name());
                books = books.withoutHost(key.name());
            }
            case TOPOLOGY -> forgetTopology(key.name());
            case NETWORK -> networks = networks.minus(key);
            case SLICE -> {
                ObjectKey networkKey = Image.networkKey(key, slice(key).spec());
                NetworkState network = Image.present(networks.get(networkKey), networkKey);
                networks = networks.plus(
                        networkKey,
                        new NetworkState(network.resource(), network.slices().minus(key), network.addresses()));
                slices = slices.minus(key);
                books = books.withoutSlice(key);
            }
            case PORT -> {
                place(key, Optional.empty(), Set.of(), null);
                PortState port = port(key);
                readdress(key, port.spec().slice(), port, null, List.of());
                ports = ports.minus(key);
                unserved = unserved.minus(key);
                books = books.withoutPort(key);
                SliceState slice = slice(Image.sliceKey(key, port.spec().slice()));
                keep(slice, slice.ports().minus(uid));
            }
        }
        uids = uids.minus(uid);
    }

    private void moving(ObjectKey key, Binding target) {
        place(key, port(key).binding(), Set.of(target.host()), new Move(Move.Phase.BOTH, target, revision, at));
    }

    private void moved(ObjectKey key) {
        Binding old = Image.present(port(key).binding().orElse(null), key);
        Binding target = Image.present(moves.get(key), key).target();
        place(key, Optional.of(target), Set.of(old.host()), new Move(Move.Phase.NEW, target, revision, at));
    }

    /** Puts the port where it now is. */
    void place(ObjectKey key, Optional<Binding> binding, Set<String> standby, @Nullable Move move) {
        PortState old = port(key);
        moves = move == null ? moves.minus(key) : moves.plus(key, move);
        if (old.binding().equals(binding) && old.standby().equals(standby)) {
            return;
        }
        Set<String> before = hostsOf(old.binding(), old.standby());
        Set<String> after = hostsOf(binding, standby);
        for (String host : before) {
            PSortedSet<ObjectKey> there = Image.present(plugged.get(host), host);
            there = after.contains(host) ? there : there.minus(key);
            plugged = there.isEmpty() ? plugged.minus(host) : plugged.plus(host, there);
        }
        // the port's own key: one of the same name that is declared later has another
        ObjectKey own = old.resource().key();
        for (String host : after) {
            PSortedSet<ObjectKey> there = plugged.get(host);
            plugged = plugged.plus(host, there == null ? TreePSet.singleton(own) : there.plus(own));
        }
        keep(new PortState(old.resource(), old.spec(), old.mac(), old.ips(), binding, standby));
    }

    private void lease(ObjectKey owner, Books changed) {
        books = changed;
        PortState port = ports.get(owner);
        if (port != null) {
            unserved = isServed(port) ? unserved.minus(owner) : unserved.plus(owner);
        }
    }

    private boolean isServed(PortState port) {
        long guaranteed = port.spec().guaranteed().orElse(0);
        return port.binding().isEmpty()
                || guaranteed == 0
                || held(port, port.binding().get()) == guaranteed;
    }

    private long held(PortState port, Binding at) {
        return books.lease(port.resource().key(), at.host())
                .map(lease -> lease.bandwidth(at.uplink()))
                .orElse(0L);
    }

    private void keep(PortState port) {
        ObjectKey key = port.resource().key();
        touched.add(key);
        ports = ports.plus(key, port);
        unserved = isServed(port) ? unserved.minus(key) : unserved.plus(key);
        SliceState slice = slice(Image.sliceKey(key, port.spec().slice()));
        keep(slice, slice.ports().plus(port.resource().uid(), port));
    }

    private void keep(SliceState slice, PSortedMap<UUID, PortState> members) {
        touched.add(slice.resource().key());
        slices = slices.plus(
                slice.resource().key(), new SliceState(slice.resource(), slice.spec(), slice.vni(), members));
    }

    private void known(Resource resource) {
        touched.add(resource.key());
        uids = uids.plus(resource.uid(), resource.key());
        nextObjectId = Math.max(nextObjectId, resource.id() + 1);
    }

    private static Set<String> hostsOf(Optional<Binding> binding, Set<String> standby) {
        Set<String> out = new HashSet<>(standby);
        binding.ifPresent(b -> out.add(b.host()));
        return out;
    }

    private IdPool.Released released() {
        return new IdPool.Released(revision, at, nextObjectId);
    }

    private IdPool pool(IdKind kind) {
        return Image.present(ids.get(kind), kind);
    }

    private PortState port(ObjectKey key) {
        return Image.present(ports.get(key), key);
    }

    private SliceState slice(ObjectKey key) {
        return Image.present(slices.get(key), key);
    }
}
