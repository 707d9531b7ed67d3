package dev.heddle.model.decide;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Position;
import dev.heddle.model.Problem.Category;
import dev.heddle.model.Resource;
import dev.heddle.model.decide.Decision.Done;
import dev.heddle.model.pool.HostBook;
import dev.heddle.model.state.IdKind;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.Record;
import dev.heddle.model.state.SliceState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Decides requests that remove objects. */
public final class Deleting {
    private final Image image;
    private final SortedSet<ObjectKey> keys;
    private final Findings findings = new Findings();

    private Deleting(Image image, Collection<ObjectKey> keys) {
        this.image = image;
        this.keys = new TreeSet<>(keys);
    }

    /**
     * All objects or none, in any order. An object is refused while others that stay refer to it, a Host also while ports
     * are plugged into it.
     */
    public static Decision decide(Image image, List<ObjectKey> keys, Context context) {
        Deleting deleting = new Deleting(image, keys);
        deleting.keys.forEach(key -> deleting.checkStored(key, context));
        deleting.checkReferrers();
        if (!deleting.findings.isEmpty()) {
            return deleting.findings.refused();
        }
        Leasing leasing = new Leasing(image);
        deleting.keys.forEach(leasing::giveAll);
        List<Record> records = new ArrayList<>(leasing.records());
        List<ObjectKey> lastFirst = new ArrayList<>(deleting.keys);
        Collections.reverse(lastFirst);
        lastFirst.forEach(key -> deleting.delete(key, records));
        return new Decision.Accepted(
                records, keys.stream().map(k -> new Done(k, Action.DELETED)).toList());
    }

    private void checkStored(ObjectKey key, Context context) {
        Resource stored = image.get(key);
        long since = context.ifRevision().orElse(Long.MAX_VALUE);
        if (stored == null) {
            findings.add(Category.NOT_FOUND, RequestError.NOT_FOUND, Position.NONE, key, "does not exist");
        } else if (stored.revision() > since) {
            findings.add(
                    Category.CONFLICT,
                    RequestError.CHANGED_SINCE,
                    Position.NONE,
                    key,
                    "changed in revision %d, after %d".formatted(stored.revision(), since));
        }
    }

    private void checkReferrers() {
        Map<ObjectKey, SortedSet<ObjectKey>> usersOf = usersOfDeletedHosts();
        for (ObjectKey key : keys) {
            Collection<ObjectKey> referrers = switch (key.kind()) {
                case TENANT -> objectsOf(key.name());
                case HOST -> usersOf.getOrDefault(key, Collections.emptySortedSet());
                case TOPOLOGY -> List.of();
                case NETWORK -> slicesOf(key);
                case SLICE -> portsOf(key);
                case PORT -> List.of();
            };
            List<ObjectKey> staying =
                    referrers.stream().filter(r -> !keys.contains(r)).toList();
            if (!staying.isEmpty()) {
                findings.add(
                        Category.CONFLICT,
                        RequestError.STILL_REFERENCED,
                        Position.NONE,
                        key,
                        "is still used by " + Findings.naming(staying));
            }
        }
    }

    private List<ObjectKey> objectsOf(String tenant) {
        List<ObjectKey> out = new ArrayList<>();
        out.addAll(ofTenant(image.networks().tailMap(ObjectKey.of(Kind.NETWORK, tenant, "")), tenant));
        out.addAll(ofTenant(image.slices().tailMap(ObjectKey.of(Kind.SLICE, tenant, "")), tenant));
        out.addAll(ofTenant(image.ports().tailMap(ObjectKey.of(Kind.PORT, tenant, "")), tenant));
        return out;
    }

    /** The keys of the tenant, which come first. */
    private static List<ObjectKey> ofTenant(SortedMap<ObjectKey, ?> fromTenantOn, String tenant) {
        return fromTenantOn.keySet().stream()
                .takeWhile(k -> tenant.equals(k.tenant()))
                .toList();
    }

    private Collection<ObjectKey> slicesOf(ObjectKey network) {
        var stored = image.networks().get(network);
        return stored == null ? List.of() : stored.slices();
    }

    private Collection<ObjectKey> portsOf(ObjectKey slice) {
        SliceState stored = image.slices().get(slice);
        return stored == null
                ? List.of()
                : stored.ports().values().stream().map(p -> p.resource().key()).toList();
    }

    /** By host of the request: the ports that name it or are plugged into it, and who holds a lease of it. */
    private Map<ObjectKey, SortedSet<ObjectKey>> usersOfDeletedHosts() {
        Map<ObjectKey, SortedSet<ObjectKey>> out = new TreeMap<>();
        for (ObjectKey key : keys) {
            if (key.kind() == Kind.HOST) {
                SortedSet<ObjectKey> users = new TreeSet<>(image.pluggedInto(key.name()));
                HostBook book = image.books().host(key.name());
                users.addAll(book == null ? Set.of() : book.leases().keySet());
                out.put(key, users);
            }
        }
        if (out.isEmpty()) {
            return out;
        }
        for (PortState port : image.ports().values()) {
            port.spec().host().ifPresent(host -> {
                Set<ObjectKey> ports = out.get(ObjectKey.clusterWide(Kind.HOST, host));
                if (ports != null) {
                    ports.add(port.resource().key());
                }
            });
        }
        return out;
    }

    private void delete(ObjectKey key, List<Record> records) {
        records.add(new Record.Deleted(key));
        SliceState slice = image.slices().get(key);
        if (slice != null) {
            records.add(new Record.IdReleased(IdKind.VNI, slice.vni()));
        }
        var host = key.kind() == Kind.HOST ? image.hosts().get(key.name()) : null;
        if (host != null) {
            host.endpoints().forEach(e -> records.add(new Record.IdReleased(IdKind.ENDPOINT, e.number())));
        }
    }
}
