package dev.heddle.ovs.openflow;

import dev.heddle.flow.Flow;

/** One change that a flow monitor reports (OpenFlow 1.5.1 section 7.3.5.18). */
public sealed interface FlowUpdate {
    /**
     * A flow is there, came, went or changed.
     *
     * @param reason OFPRR_* when it went, else 0
     * @param idleTimeout seconds, as {@code hardTimeout}
     * @param flow without instructions unless the monitor asked for them; never with them when it went
     */
    record Full(Event event, int reason, int idleTimeout, int hardTimeout, Flow flow) implements FlowUpdate {
        /** OFPFME_*; the ordinal is the value on the wire. */
        public enum Event {
            INITIAL,
            ADDED,
            REMOVED,
            MODIFIED
        }
    }

    /** A change that this controller made itself by the message with this xid. */
    record Abbreviated(int xid) implements FlowUpdate {}

    /** The switch ran out of buffers: changes are no longer reported one by one. */
    record Paused() implements FlowUpdate {}

    /** All that changed while paused has been reported. */
    record Resumed() implements FlowUpdate {}
}
