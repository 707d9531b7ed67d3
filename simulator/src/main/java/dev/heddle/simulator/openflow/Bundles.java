package dev.heddle.simulator.openflow;

import dev.heddle.ovs.openflow.BundleAdd;
import dev.heddle.ovs.openflow.BundleControl;
import dev.heddle.ovs.openflow.FlowMod;
import dev.heddle.ovs.openflow.GroupMod;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.PacketOut;
import dev.heddle.ovs.openflow.PortMod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The bundles of one connection that are not committed yet. A misuse of one takes it away. */
final class Bundles {
    /** A message of a bundle and the xid under which it was added. */
    record Added(int xid, BundleAdd add) {}

    private static final class Bundle {
        private final int flags;
        private final List<Added> messages = new ArrayList<>();
        private boolean closed;

        Bundle(int flags) {
            this.flags = flags;
        }
    }

    private final Map<Integer, Bundle> open = new LinkedHashMap<>();

    void open(BundleControl control) {
        if (open.remove(control.bundleId()) != null) {
            throw Refusal.OFPBFC_BAD_ID.refused();
        }
        open.put(control.bundleId(), new Bundle(control.flags()));
    }

    void close(BundleControl control) {
        Bundle bundle = get(control.bundleId());
        if (bundle.closed) {
            throw drop(control.bundleId(), Refusal.OFPBFC_BUNDLE_CLOSED);
        }
        if (bundle.flags != control.flags()) {
            throw drop(control.bundleId(), Refusal.OFPBFC_BAD_FLAGS);
        }
        bundle.closed = true;
    }

    void discard(BundleControl control) {
        get(control.bundleId());
        open.remove(control.bundleId());
    }

    /** What is to be executed; the bundle is then gone, also where this is refused. */
    List<Added> commit(BundleControl control) {
        Bundle bundle = get(control.bundleId());
        open.remove(control.bundleId());
        if (bundle.flags != control.flags()) {
            throw Refusal.OFPBFC_BAD_FLAGS.refused();
        }
        return bundle.messages;
    }

    /** Of a message that was checked. A bundle need not be opened. */
    void add(int xid, BundleAdd add) {
        Bundle bundle = open.computeIfAbsent(add.bundleId(), id -> new Bundle(add.flags()));
        if (bundle.closed) {
            throw drop(add.bundleId(), Refusal.OFPBFC_BUNDLE_CLOSED);
        }
        if (bundle.flags != add.flags()) {
            throw drop(add.bundleId(), Refusal.OFPBFC_BAD_FLAGS);
        }
        bundle.messages.add(new Added(xid, add));
    }

    static boolean takes(OfMessage message) {
        return message instanceof FlowMod
                || message instanceof GroupMod
                || message instanceof PortMod
                || message instanceof PacketOut;
    }

    private Bundle get(int id) {
        Bundle bundle = open.get(id);
        if (bundle == null) {
            throw Refusal.OFPBFC_BAD_ID.refused();
        }
        return bundle;
    }

    private Refused drop(int id, Refusal refusal) {
        open.remove(id);
        return refusal.refused();
    }
}
