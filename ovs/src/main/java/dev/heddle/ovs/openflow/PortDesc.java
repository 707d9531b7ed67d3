package dev.heddle.ovs.openflow;

import java.util.List;

/**
 * A switch port (OpenFlow 1.5.1 section 7.2.1).
 *
 * @param number the OpenFlow port number
 * @param mac the lowest 48 bits
 * @param name of the interface, cut to 15 bytes by OpenFlow
 * @param config OFPPC_* bits; 1 is administratively down
 * @param state OFPPS_* bits; 1 is link down
 */
public record PortDesc(int number, long mac, String name, int config, int state, List<PortProperty> properties) {
    public PortDesc {
        properties = List.copyOf(properties);
    }
}
