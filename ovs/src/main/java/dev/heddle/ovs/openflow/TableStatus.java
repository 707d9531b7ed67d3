package dev.heddle.ovs.openflow;

/**
 * OFPT_TABLE_STATUS: the free space of a table crossed a threshold.
 *
 * @param reason OFPTR_*: 3 fell below, 4 rose above
 */
public record TableStatus(int reason, TableDesc table) implements OfMessage {}
