package dev.heddle.controller.reconcile;

import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.ovs.openflow.FlowEntry;
import dev.heddle.ovs.openflow.MultipartReply;
import dev.heddle.ovs.openflow.OfMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the answers to one reading of flows and groups together. */
final class TableRead {
    private final Map<Flow.Key, Flow> flows = new HashMap<>();
    private final Set<Flow.Key> odd = new HashSet<>();
    private final Map<Integer, Group> groups = new HashMap<>();

    /** Takes the answer to one of the requests. */
    void take(List<OfMessage> answer) {
        for (OfMessage part : answer) {
            if (part instanceof MultipartReply.Flows some) {
                some.entries().forEach(this::add);
            } else if (part instanceof MultipartReply.Groups some) {
                some.entries().forEach(g -> groups.put(g.id(), g));
            }
        }
    }

    private void add(FlowEntry entry) {
        Flow.Key key = entry.flow().key();
        flows.put(key, entry.flow());
        if (!entry.plain()) {
            odd.add(key);
        }
    }

    Held held() {
        return new Held(flows, odd, groups);
    }
}
