package dev.heddle.controller.reconcile;

import dev.heddle.flow.Difference;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.ovs.openflow.FlowMod;
import dev.heddle.ovs.openflow.GroupMod;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.session.SessionEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * A difference as messages, in an order in which each is possible: groups before the flows that name them, flows before
 * the deletes, groups last of these.
 */
final class Bundle {
    private final List<OfMessage> messages = new ArrayList<>();

    /** What each message is about: a {@link Flow} or a {@link Group}. */
    private final List<Object> subjects = new ArrayList<>();

    private Bundle() {}

    static Bundle of(Difference difference) {
        Bundle out = new Bundle();
        difference.addGroups().forEach(g -> out.add(GroupMod.put(g), g));
        difference.add().forEach(f -> out.add(FlowMod.add(f), f));
        difference.change().forEach(f -> out.add(FlowMod.add(f), f));
        difference.delete().forEach(f -> out.add(FlowMod.deleteStrict(f), f));
        difference.deleteGroups().forEach(g -> out.add(GroupMod.delete(g.id()), g));
        return out;
    }

    private void add(OfMessage message, Object subject) {
        messages.add(message);
        subjects.add(subject);
    }

    List<OfMessage> messages() {
        return messages;
    }

    SwitchInput.Rejection rejection(SessionEvent.BundleFailed.Fault fault) {
        Object subject = fault.index() == SessionEvent.BundleFailed.Fault.WHOLE ? this : subjects.get(fault.index());
        return new SwitchInput.Rejection(
                subject instanceof Flow flow ? flow : null,
                subject instanceof Group group ? group : null,
                fault.error().name());
    }
}
