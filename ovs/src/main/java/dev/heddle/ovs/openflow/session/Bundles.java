package dev.heddle.ovs.openflow.session;

import dev.heddle.ovs.openflow.BundleAdd;
import dev.heddle.ovs.openflow.BundleControl;
import dev.heddle.ovs.openflow.OfError;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.session.SessionEvent.BundleFailed.Fault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bundles under way. The messages of one have consecutive xids: open, every add, close; the commit has its own. Open
 * vSwitch keeps a bundle without the messages that it could not read, so that the close's reply, which comes after all
 * their errors, decides between commit and discard. What it cannot execute it reports at the commit, under the xid of that
 * add and then under the commit's.
 *
 * <p>Where the switch has taken messages of all these {@link Forms} before, it can read them, and the commit stands in the
 * place of the close: one round trip instead of two.
 */
final class Bundles {
    private static final int FLAGS = BundleControl.ATOMIC | BundleControl.ORDERED;

    private static final class Bundle {
        private final int id;
        private final int openXid;
        private final int closeXid;
        private final List<? extends OfMessage> messages;
        private final List<Fault> faults = new ArrayList<>();
        private int commitXid;

        Bundle(int id, int openXid, List<? extends OfMessage> messages) {
            this.id = id;
            this.openXid = openXid;
            this.closeXid = openXid + messages.size() + 1;
            this.messages = messages;
        }

        boolean sent(int xid) {
            boolean inRange = Integer.compareUnsigned(xid, openXid) >= 0 && Integer.compareUnsigned(xid, closeXid) <= 0;
            return inRange || (commitXid != 0 && xid == commitXid);
        }

        /** The last message of the present step, whose answer ends it. */
        boolean endsStep(int xid) {
            return commitXid == 0 ? xid == closeXid : xid == commitXid;
        }

        void blame(int xid, OfError error) {
            boolean add = xid != openXid && xid != closeXid && xid != commitXid;
            if (add || faults.isEmpty()) {
                faults.add(new Fault(add ? xid - openXid - 1 : Fault.WHOLE, error));
            }
        }
    }

    private final Output output;
    private final Forms forms = new Forms();
    private final Map<Integer, Bundle> underWay = new LinkedHashMap<>();
    private final Set<Integer> discards = new HashSet<>();
    private int lastId;

    Bundles(Output output) {
        this.output = output;
    }

    int underWay() {
        return underWay.size();
    }

    int open(List<? extends OfMessage> messages) {
        int before = output.length();
        int id = ++lastId;
        int xid = output.reserve(messages.size() + 2);
        Bundle bundle = new Bundle(id, xid, messages);
        BundleControl.Type last = BundleControl.Type.CLOSE_REQUEST;
        if (forms.allTaken(messages)) {
            last = BundleControl.Type.COMMIT_REQUEST;
            bundle.commitXid = bundle.closeXid;
        }
        try {
            output.add(xid, new BundleControl(id, BundleControl.Type.OPEN_REQUEST, FLAGS));
            for (OfMessage message : messages) {
                output.add(++xid, new BundleAdd(id, FLAGS, message));
            }
            output.add(bundle.closeXid, new BundleControl(id, last, FLAGS));
        } catch (IllegalArgumentException e) {
            output.cutTo(before);
            throw e;
        }
        underWay.put(id, bundle);
        return id;
    }

    /** Returns whether the xid is a bundle's. */
    boolean answered(int xid, List<SessionEvent> events) {
        Bundle bundle = of(xid);
        if (bundle != null && bundle.endsStep(xid)) {
            step(bundle, events);
        }
        return bundle != null || discards.remove(xid);
    }

    /** Returns whether the xid is a bundle's. */
    boolean failed(int xid, OfError error, List<SessionEvent> events) {
        Bundle bundle = of(xid);
        if (bundle == null) {
            return discards.remove(xid);
        }
        bundle.blame(xid, error);
        if (bundle.endsStep(xid)) {
            step(bundle, events);
        }
        return true;
    }

    private void step(Bundle bundle, List<SessionEvent> events) {
        boolean committing = bundle.commitXid != 0;
        if (bundle.faults.isEmpty()) {
            if (committing) {
                underWay.remove(bundle.id);
                forms.take(bundle.messages);
                events.add(new SessionEvent.BundleCommitted(bundle.id));
            } else {
                bundle.commitXid = output.add(new BundleControl(bundle.id, BundleControl.Type.COMMIT_REQUEST, FLAGS));
            }
            return;
        }
        if (!committing) {
            discards.add(output.add(new BundleControl(bundle.id, BundleControl.Type.DISCARD_REQUEST, FLAGS)));
        }
        underWay.remove(bundle.id);
        events.add(new SessionEvent.BundleFailed(bundle.id, bundle.faults));
    }

    private @Nullable Bundle of(int xid) {
        for (Bundle bundle : underWay.values()) {
            if (bundle.sent(xid)) {
                return bundle;
            }
        }
        return null;
    }
}
