package dev.heddle.simulator.openflow;

import dev.heddle.flow.Flow;
import dev.heddle.ovs.openflow.FlowUpdate;
import dev.heddle.ovs.openflow.OfMessage;
import org.jspecify.annotations.Nullable;

/** What a change has to tell others once it is in force. */
sealed interface News {
    /** OFPRR_*. */
    int IDLE_TIMEOUT = 0;

    int HARD_TIMEOUT = 1;
    int DELETE = 2;
    int GROUP_DELETE = 3;
    int METER_DELETE = 4;

    /**
     * A flow came, went or changed.
     *
     * @param reason OFPRR_* where it went, else 0
     * @param before the flow as it was where its instructions changed, or null
     * @param own whether the message is about the flow; false for what went with a group, a meter or in time
     */
    record OfFlow(
            FlowUpdate.Full.Event event,
            FlowRecord flow,
            int reason,
            @Nullable Flow before,
            boolean own) implements News {}

    /** What flow monitors have seen so far is sent now. */
    record Flush() implements News {}

    /** A change of a group or a meter, which other controllers get to see. */
    record Forward(OfMessage request) implements News {}
}
