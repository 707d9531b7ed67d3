package dev.heddle.ovs.openflow;

import java.util.List;

/**
 * OFPT_TABLE_MOD.
 *
 * @param table or {@link FlowMod#ALL_TABLES}
 * @param config of the constants of {@link TableDesc}
 */
public record TableMod(int table, int config, List<TableProperty> properties) implements OfMessage {
    public TableMod {
        properties = List.copyOf(properties);
    }
}
