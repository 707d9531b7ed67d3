package dev.heddle.ovs.openflow;

import dev.heddle.flow.Action;
import dev.heddle.flow.Match;
import dev.heddle.flow.Octets;
import java.util.List;

/**
 * OFPT_PACKET_OUT of an unbuffered packet.
 *
 * @param match the pipeline fields that the packet starts with, the ingress port at least
 */
public record PacketOut(Match match, List<Action> actions, Octets data) implements OfMessage {
    public PacketOut {
        actions = List.copyOf(actions);
    }
}
