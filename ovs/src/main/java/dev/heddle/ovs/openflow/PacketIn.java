package dev.heddle.ovs.openflow;

import dev.heddle.flow.Match;
import dev.heddle.flow.Octets;

/**
 * OFPT_PACKET_IN.
 *
 * @param totalLength of the packet, of which {@code data} may be the start
 * @param reason OFPR_*
 * @param match the packet's pipeline fields
 */
public record PacketIn(int bufferId, int totalLength, int reason, int table, long cookie, Match match, Octets data)
        implements OfMessage {}
