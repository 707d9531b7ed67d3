package dev.heddle.ovs.openflow;

import dev.heddle.flow.Match;

/**
 * OFPT_FLOW_REMOVED.
 *
 * @param reason OFPRR_*
 * @param idleTimeout seconds, as {@code hardTimeout}
 */
public record FlowRemoved(
        int table,
        int reason,
        int priority,
        int idleTimeout,
        int hardTimeout,
        long cookie,
        Match match,
        FlowStats stats)
        implements OfMessage {}
