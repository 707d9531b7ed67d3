package dev.heddle.ovs.openflow;

/**
 * Counters of a table (OFPMP_TABLE_STATS).
 *
 * @param active number of flows
 * @param lookups packets looked up
 * @param matched packets that hit a flow
 */
public record TableStats(int table, long active, long lookups, long matched) {}
