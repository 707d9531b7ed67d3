package dev.heddle.ovs.openflow;

import dev.heddle.flow.Octets;
import java.util.List;

/**
 * OFPT_PORT_MOD: changes how a port behaves.
 *
 * @param mac the port's, as a check that the right one is meant; the lowest 48 bits
 * @param config OFPPC_* bits to set
 * @param mask OFPPC_* bits that are changed
 */
public record PortMod(int port, long mac, int config, int mask, List<Property> properties) implements OfMessage {
    /** OFPPC_PORT_DOWN: administratively down. */
    public static final int DOWN = 1;

    /** OFPPC_NO_RECV: what comes in is dropped. */
    public static final int NO_RECEIVE = 1 << 2;

    /** OFPPC_NO_FWD: nothing is sent out. */
    public static final int NO_FORWARD = 1 << 5;

    /** OFPPC_NO_PACKET_IN. */
    public static final int NO_PACKET_IN = 1 << 6;

    /** OFPPMPT_*. */
    public sealed interface Property {
        /** The OFPPF_* bits to advertise; 0 changes nothing. */
        record Ethernet(int advertise) implements Property {}

        /** A property of another type, a whole TLV with its padding. */
        record Raw(Octets property) implements Property {}
    }

    public PortMod {
        properties = List.copyOf(properties);
    }
}
