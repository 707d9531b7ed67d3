package dev.heddle.ovs.openflow;

import java.util.List;

/**
 * How a table is configured (OFPMP_TABLE_DESC).
 *
 * @param config of the constants below
 */
public record TableDesc(int table, int config, List<TableProperty> properties) {
    /** OFPTC_EVICTION: flows may be evicted for new ones. */
    public static final int EVICTION = 1 << 2;

    /** OFPTC_VACANCY_EVENTS: OFPT_TABLE_STATUS is sent. */
    public static final int VACANCY_EVENTS = 1 << 3;

    public TableDesc {
        properties = List.copyOf(properties);
    }
}
