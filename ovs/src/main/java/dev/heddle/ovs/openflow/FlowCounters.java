package dev.heddle.ovs.openflow;

import dev.heddle.flow.Match;

/**
 * The counters of one flow without its instructions (OFPMP_FLOW_STATS of OpenFlow 1.5).
 *
 * @param reason OFPFSR_*: 0 asked for, 1 by a trigger
 */
public record FlowCounters(int table, int reason, int priority, Match match, FlowStats stats) {}
