package dev.heddle.simulator.openflow;

import dev.heddle.flow.Flow;
import dev.heddle.ovs.openflow.FlowMod;
import dev.heddle.ovs.openflow.FlowUpdate;
import dev.heddle.ovs.openflow.MultipartRequest.FlowMonitor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The flow monitors of one connection, and what they have seen since the last message to it. Own changes are told once,
 * abbreviated, unless a monitor has {@link FlowMonitor#ONLY_OWN}: that is what Open vSwitch takes for the wish to have own
 * changes in full.
 */
final class Monitors {
    private static final int EVENTS = FlowMonitor.ADD | FlowMonitor.REMOVED | FlowMonitor.MODIFY;
    private static final int KNOWN = FlowMonitor.INITIAL | EVENTS | FlowMonitor.INSTRUCTIONS | FlowMonitor.ONLY_OWN;

    private record Monitor(int flags, Criteria criteria) {
        boolean sees(News.OfFlow news) {
            return (flags & flag(news.event())) != 0
                    && criteria.about(news.flow().flow().table())
                    && outputs(news)
                    && (criteria.outGroup() == FlowMod.ANY
                            || news.flow().groups().contains(criteria.outGroup()))
                    && Criteria.covers(criteria.match(), news.flow().flow().match());
        }

        private boolean outputs(News.OfFlow news) {
            return criteria.outPort() == FlowMod.ANY
                    || news.flow().outputsTo(criteria.outPort())
                    || (news.before() != null && FlowRecord.outputsTo(news.before(), criteria.outPort()));
        }
    }

    private final Map<Integer, Monitor> monitors = new LinkedHashMap<>();
    private final List<FlowUpdate> updates = new ArrayList<>();
    private boolean abbreviated;

    /**
     * Adds, replaces or cancels a monitor.
     *
     * @return what the request is answered with: all flows that are there if it asks for them
     */
    List<FlowUpdate> request(FlowMonitor wanted, FlowTables flows) {
        boolean there = monitors.containsKey(wanted.monitorId());
        if (wanted.command() == FlowMonitor.Command.DELETE) {
            if (!there) {
                throw Refusal.OFPMOFC_UNKNOWN_MONITOR.refused();
            }
            monitors.remove(wanted.monitorId());
            return List.of();
        }
        if ((wanted.flags() & EVENTS) == 0 || (wanted.flags() & ~KNOWN) != 0) {
            throw Refusal.OFPMOFC_BAD_FLAGS.refused();
        }
        if (!PortNumbers.names(wanted.outPort())) {
            throw Refusal.OFPBAC_BAD_OUT_PORT.refused();
        }
        FlowCheck.match(wanted.match());
        if (there && wanted.command() == FlowMonitor.Command.ADD) {
            throw Refusal.OFPMOFC_MONITOR_EXISTS.refused();
        }
        if (!there && wanted.command() == FlowMonitor.Command.MODIFY) {
            throw Refusal.OFPMOFC_UNKNOWN_MONITOR.refused();
        }
        Criteria criteria = Criteria.of(wanted);
        monitors.put(wanted.monitorId(), new Monitor(wanted.flags(), criteria));
        return (wanted.flags() & FlowMonitor.INITIAL) == 0
                ? List.of()
                : flows.loose(criteria).stream()
                        .map(f -> (FlowUpdate) full(FlowUpdate.Full.Event.INITIAL, f, 0, wanted.flags()))
                        .toList();
    }

    boolean isEmpty() {
        return monitors.isEmpty();
    }

    /** @param own whether this connection sent the message with this xid that is about the flow */
    void see(News.OfFlow news, boolean own, int xid) {
        int flags = 0;
        for (Monitor monitor : monitors.values()) {
            if (monitor.sees(news)) {
                flags |= monitor.flags();
            }
        }
        if (flags == 0) {
            return;
        }
        if (!own || (flags & FlowMonitor.ONLY_OWN) != 0) {
            updates.add(full(news.event(), news.flow(), news.reason(), flags));
        } else if (!abbreviated) {
            updates.add(new FlowUpdate.Abbreviated(xid));
            abbreviated = true;
        }
    }

    /** What is to be sent after a message or a bundle. */
    List<FlowUpdate> take() {
        if (updates.isEmpty()) {
            return List.of();
        }
        List<FlowUpdate> taken = List.copyOf(updates);
        updates.clear();
        abbreviated = false;
        return taken;
    }

    private static int flag(FlowUpdate.Full.Event event) {
        return switch (event) {
            case INITIAL -> FlowMonitor.INITIAL;
            case ADDED -> FlowMonitor.ADD;
            case REMOVED -> FlowMonitor.REMOVED;
            case MODIFIED -> FlowMonitor.MODIFY;
        };
    }

    private static FlowUpdate.Full full(FlowUpdate.Full.Event event, FlowRecord record, int reason, int flags) {
        Flow flow = record.flow();
        boolean instructions = (flags & FlowMonitor.INSTRUCTIONS) != 0;
        Flow told =
                instructions ? flow : new Flow(flow.table(), flow.priority(), flow.match(), flow.cookie(), List.of());
        return new FlowUpdate.Full(event, reason, record.idleTimeout(), record.hardTimeout(), told);
    }
}
