package dev.heddle.ovs.openflow;

import dev.heddle.flow.Octets;

/** A property of a table's configuration (OFPTMPT_*). */
public sealed interface TableProperty {
    /** What is evicted first: OFPTMPEF_* bits, 1 other, 2 importance, 4 lifetime. */
    record Eviction(int flags) implements TableProperty {}

    /**
     * When OFPT_TABLE_STATUS is sent, in percent of free space.
     *
     * @param vacancy the free space now, in a description; else 0
     */
    record Vacancy(int down, int up, int vacancy) implements TableProperty {}

    /** A property of another type, a whole TLV with its padding. */
    record Raw(Octets property) implements TableProperty {}
}
