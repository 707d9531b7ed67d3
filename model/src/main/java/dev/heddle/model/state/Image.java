package dev.heddle.model.state;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Resource;
import dev.heddle.model.pool.Books;
import dev.heddle.model.spec.SliceSpec;
import java.time.Instant;
import java.util.Collection;
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

/**
 * The snapshot with everything that deciding needs: addresses in use, ids, moves, who refers to whom. Immutable; changed by
 * replaying records only.
 *
 * @param nextObjectId the next {@link Resource#id}
 * @param topologies by name
 * @param networks by key
 * @param ports by key
 * @param uids who has a uid
 * @param plugged by host: the ports with a binding or standby there; as long as one stays, its key is the same object
 * @param moves by port
 * @param unserved bound ports that do not hold the bandwidth that is guaranteed to them
 * @param trail how it came about
 */
public record Image(
        long revision,
        String clusterId,
        long nextObjectId,
        PSortedMap<String, Resource> tenants,
        PSortedMap<String, HostState> hosts,
        PSortedMap<String, Resource> topologies,
        PSortedMap<ObjectKey, NetworkState> networks,
        PSortedMap<ObjectKey, SliceState> slices,
        PSortedMap<ObjectKey, PortState> ports,
        PSortedMap<UUID, ObjectKey> uids,
        PSortedMap<String, PSortedSet<ObjectKey>> plugged,
        PSortedMap<ObjectKey, Move> moves,
        PSortedSet<ObjectKey> unserved,
        PMap<IdKind, IdPool> ids,
        Books books,
        Trail trail)
        implements Snapshot {
    private static final int UUID_LENGTH = 36;

    public static Image empty(String clusterId) {
        return empty(
                clusterId,
                0,
                1,
                TreePMap.<IdKind, IdPool>empty().plus(IdKind.VNI, IdPool.EMPTY).plus(IdKind.ENDPOINT, IdPool.EMPTY));
    }

    /**
     * The image after the batch.
     *
     * @throws IllegalStateException if a record contradicts this image; the journal is then not this image's
     */
    public Image replay(Batch batch) {
        return replay(batch.records(), batch.revision(), batch.at());
    }

    /** As {@link #replay(Batch)}: for records that are decided and not yet in a batch. */
    public Image replay(List<Record> records, long revision, Instant at) {
        Replay replay = new Replay(this, revision, at);
        records.forEach(replay::accept);
        return replay.result();
    }

    /** An image without objects, as {@link ImageCodec} starts from. */
    static Image empty(String clusterId, long revision, long nextObjectId, PMap<IdKind, IdPool> ids) {
        return new Image(
                revision,
                clusterId,
                nextObjectId,
                TreePMap.empty(),
                TreePMap.empty(),
                TreePMap.empty(),
                TreePMap.empty(),
                TreePMap.empty(),
                TreePMap.empty(),
                TreePMap.empty(),
                TreePMap.empty(),
                TreePMap.empty(),
                TreePSet.empty(),
                ids,
                Books.EMPTY,
                Trail.begin());
    }

    @Override
    public Optional<Set<ObjectKey>> touchedSince(Snapshot before) {
        return before instanceof Image earlier ? trail.since(earlier.trail) : Optional.empty();
    }

    @Override
    public @Nullable Resource get(ObjectKey key) {
        return switch (key.kind()) {
            case TENANT -> tenants.get(key.name());
            case HOST -> {
                HostState host = hosts.get(key.name());
                yield host == null ? null : host.resource();
            }
            case TOPOLOGY -> topologies.get(key.name());
            case NETWORK -> {
                NetworkState network = networks.get(key);
                yield network == null ? null : network.resource();
            }
            case SLICE -> {
                SliceState slice = slices.get(key);
                yield slice == null ? null : slice.resource();
            }
            case PORT -> {
                PortState port = ports.get(key);
                yield port == null ? null : port.resource();
            }
        };
    }

    @Override
    public Collection<Resource> list(Kind kind) {
        return switch (kind) {
            case TENANT -> tenants.values();
            case HOST -> hosts.values().stream().map(HostState::resource).toList();
            case TOPOLOGY -> topologies.values();
            case NETWORK ->
                networks.values().stream().map(NetworkState::resource).toList();
            case SLICE -> slices.values().stream().map(SliceState::resource).toList();
            case PORT -> ports.values().stream().map(PortState::resource).toList();
        };
    }

    /** How many objects of the kind there are. */
    public int count(Kind kind) {
        return switch (kind) {
            case TENANT -> tenants.size();
            case HOST -> hosts.size();
            case TOPOLOGY -> topologies.size();
            case NETWORK -> networks.size();
            case SLICE -> slices.size();
            case PORT -> ports.size();
        };
    }

    @Override
    public @Nullable PortState port(ObjectKey key) {
        return ports.get(key);
    }

    @Override
    public @Nullable PortState portByIfaceId(String ifaceId) {
        ObjectKey key = portKeyByIfaceId(ifaceId);
        return key == null ? null : ports.get(key);
    }

    /** The slice of a stored port. */
    public SliceState sliceOf(PortState port) {
        return present(
                slices.get(sliceKey(port.resource().key(), port.spec().slice())),
                port.resource().key());
    }

    /** Whether any number waits to be used again. */
    public boolean hasReleasedIds() {
        return ids.values().stream().anyMatch(pool -> !pool.released().isEmpty());
    }

    public IdPool ids(IdKind kind) {
        return present(ids.get(kind), kind);
    }

    @Override
    public PSortedSet<ObjectKey> pluggedInto(String host) {
        PSortedSet<ObjectKey> there = plugged.get(host);
        return there == null ? TreePSet.empty() : there;
    }

    /** The key of the slice that an object of the same tenant names. */
    public static ObjectKey sliceKey(ObjectKey from, String slice) {
        return new ObjectKey(Kind.SLICE, from.tenant(), slice);
    }

    /** The key of the network that a slice names. */
    public static ObjectKey networkKey(ObjectKey slice, SliceSpec spec) {
        return new ObjectKey(Kind.NETWORK, slice.tenant(), spec.network());
    }

    private @Nullable ObjectKey portKeyByIfaceId(String ifaceId) {
        int slash = ifaceId.indexOf('/');
        if (slash >= 0) {
            return ObjectKey.of(Kind.PORT, ifaceId.substring(0, slash), ifaceId.substring(slash + 1));
        }
        if (ifaceId.length() != UUID_LENGTH) {
            return null;
        }
        try {
            return uids.get(UUID.fromString(ifaceId));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** What must be stored. */
    public static <T> T present(@Nullable T value, Object of) {
        if (value == null) {
            throw new IllegalStateException("nothing is stored for " + of);
        }
        return value;
    }
}
