package dev.heddle.model.decide;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Resource;
import dev.heddle.model.manifest.Manifest;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.spec.PortSpec;
import dev.heddle.model.spec.SliceSpec;
import dev.heddle.model.spec.Spec;
import dev.heddle.model.spec.TenantSpec;
import dev.heddle.model.state.HostState;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.SliceState;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The declared objects as they would be with a request: its items over the image. What has no allocation is answered here,
 * addresses and numbers are not.
 */
final class Proposal {
    /**
     * One object of the request.
     *
     * @param stored as it is now; null for a new object
     * @param resource as it shall be
     */
    record Item(Manifest manifest, @Nullable Resource stored, Resource resource, Action action) {
        ObjectKey key() {
            return manifest.key();
        }

        boolean changes() {
            return action != Action.UNCHANGED;
        }
    }

    private final Image image;
    private final SortedMap<ObjectKey, Item> items;

    Proposal(Image image, SortedMap<ObjectKey, Item> items) {
        this.image = image;
        this.items = items;
    }

    Image image() {
        return image;
    }

    /** In the order of their keys: what is referenced comes before what refers to it. */
    Collection<Item> items() {
        return items.values();
    }

    List<Item> items(Kind kind) {
        return items.values().stream().filter(i -> i.key().kind() == kind).toList();
    }

    @Nullable
    Item item(ObjectKey key) {
        return items.get(key);
    }

    boolean declares(ObjectKey key) {
        return items.containsKey(key);
    }

    boolean exists(ObjectKey key) {
        return items.containsKey(key) || image.get(key) != null;
    }

    @Nullable
    TenantSpec tenant(String name) {
        return spec(ObjectKey.clusterWide(Kind.TENANT, name), TenantSpec.class);
    }

    @Nullable
    HostSpec host(String name) {
        return spec(ObjectKey.clusterWide(Kind.HOST, name), HostSpec.class);
    }

    @Nullable
    SliceSpec slice(ObjectKey key) {
        return spec(key, SliceSpec.class);
    }

    @Nullable
    PortSpec port(ObjectKey key) {
        return spec(key, PortSpec.class);
    }

    /** All hosts, by name. */
    SortedMap<String, HostSpec> hosts() {
        SortedMap<String, HostSpec> hosts = new TreeMap<>();
        for (HostState host : image.hosts().values()) {
            hosts.put(host.name(), host.spec());
        }
        items(Kind.HOST).forEach(i -> hosts.put(i.key().name(), i.resource().spec(HostSpec.class)));
        return hosts;
    }

    /** The stored ports of a slice; none if it is new. */
    List<ObjectKey> storedPorts(ObjectKey slice) {
        SliceState stored = image.slices().get(slice);
        return stored == null
                ? List.of()
                : stored.ports().values().stream().map(p -> p.resource().key()).toList();
    }

    private <T extends Spec> @Nullable T spec(ObjectKey key, Class<T> type) {
        Item item = items.get(key);
        Resource resource = item == null ? image.get(key) : item.resource();
        return resource == null ? null : resource.spec(type);
    }
}
