package dev.heddle.ovs.openflow;

import dev.heddle.flow.Octets;

/** A property of a port (OFPPDPT_*). */
public sealed interface PortProperty {
    /**
     * An Ethernet port: OFPPF_* bits that are in use, advertised, possible and advertised by the peer.
     *
     * @param currentSpeed kilobits a second, as {@code maxSpeed}
     */
    record Ethernet(int current, int advertised, int supported, int peer, long currentSpeed, long maxSpeed)
            implements PortProperty {}

    /** A property of another type, a whole TLV with its padding. */
    record Raw(Octets property) implements PortProperty {}
}
