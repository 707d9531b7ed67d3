package dev.heddle.model.state;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Resource;
import dev.heddle.model.pool.Books;
import dev.heddle.model.pool.PoolView;
import dev.heddle.model.spec.TenantSpec;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;

/**
 * All intent and records at one revision. Immutable, structure-sharing: a change copies only what it touches. Read by any
 * thread.
 */
public interface Snapshot {
    /** The number of the last change of intent or binding; 0 when empty. */
    long revision();

    /** The cluster's id: written once, when the journal was made. Marks our rows in the hosts' databases. */
    String clusterId();

    /**
     * All keys of what is not the same object in this snapshot as in an earlier one, perhaps with others: so that a change
     * need not be searched for. Empty if that is not known; everything may differ then.
     */
    default Optional<Set<ObjectKey>> touchedSince(Snapshot before) {
        return Optional.empty();
    }

    /** The names of the hosts that may differ from those of an earlier snapshot, with those that are gone. */
    default Set<String> hostsTouchedSince(Snapshot before) {
        return touchedSince(before)
                .map(keys -> keys.stream()
                        .filter(key -> key.kind() == Kind.HOST)
                        .map(ObjectKey::name)
                        .collect(Collectors.toSet()))
                .orElseGet(() -> {
                    Set<String> all = new HashSet<>(before.hosts().keySet());
                    all.addAll(hosts().keySet());
                    return all;
                });
    }

    @Nullable
    Resource get(ObjectKey key);

    /** All objects of a kind, in the order of their keys. */
    Collection<Resource> list(Kind kind);

    /** Hosts by name. */
    PSortedMap<String, HostState> hosts();

    /** What there is, what is reserved and who holds what. */
    Books books();

    /** The books as they are shown. */
    default PoolView pool() {
        SortedMap<String, TenantSpec> tenants = new TreeMap<>();
        list(Kind.TENANT).forEach(tenant -> tenants.put(tenant.key().name(), tenant.spec(TenantSpec.class)));
        return PoolView.of(books(), tenants);
    }

    /** Slices by key. */
    PSortedMap<ObjectKey, SliceState> slices();

    /** The port with its allocations and binding, or null. */
    @Nullable
    PortState port(ObjectKey key);

    /** The port that an OVS interface's {@code external_ids:iface-id} names (its uid or TENANT/NAME), or null. */
    @Nullable
    PortState portByIfaceId(String ifaceId);

    /**
     * The ports that have a binding or standby on the host; the same object as long as they are the same. Of a port that stays
     * the key is the same object too; one of the same name that is declared later has another.
     */
    Set<ObjectKey> pluggedInto(String host);
}
