package dev.heddle.controller.reconcile;

import dev.heddle.model.ObjectKey;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.SliceState;
import dev.heddle.model.state.Snapshot;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * The slices of one host's ports, looked up once for as long as a port stays there: its binding keeps the port in its slice, and
 * the slice its VNI. Not thread-safe.
 */
final class Belongings {
    /**
     * One port.
     *
     * @param uid as an iface-id
     * @param port TENANT/NAME, which may be an iface-id too
     * @param slice TENANT/NAME
     */
    record Belonging(String uid, String port, String slice, int vni) {}

    private Set<ObjectKey> members = Set.of();

    /** By the very key that a binding brought: a port of the same name that came later has another. */
    private IdentityHashMap<ObjectKey, Belonging> known = new IdentityHashMap<>();

    /** Of the ports that are plugged into a host, in no order. */
    @SuppressWarnings("ReferenceEquality") // the same object as long as none came or went
    Collection<Belonging> of(Snapshot snapshot, Set<ObjectKey> pluggedInto) {
        if (members != pluggedInto) {
            IdentityHashMap<ObjectKey, Belonging> now = new IdentityHashMap<>(pluggedInto.size());
            for (ObjectKey key : pluggedInto) {
                Belonging before = known.get(key);
                if (before != null) {
                    now.put(key, before);
                } else {
                    add(snapshot, key, now);
                }
            }
            known = now;
            members = pluggedInto;
        }
        return known.values();
    }

    private static void add(Snapshot snapshot, ObjectKey key, IdentityHashMap<ObjectKey, Belonging> to) {
        PortState port = snapshot.port(key);
        SliceState slice = port == null
                ? null
                : snapshot.slices().get(Image.sliceKey(key, port.spec().slice()));
        if (port != null && slice != null) {
            to.put(
                    key,
                    new Belonging(
                            port.resource().uid().toString(),
                            key.path(),
                            slice.resource().key().path(),
                            slice.vni()));
        }
    }
}
