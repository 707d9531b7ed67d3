package dev.heddle.ovs.openflow;

import dev.heddle.flow.Match;
import dev.heddle.flow.Octets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * NXT_PACKET_IN2: a packet for the controller with all that Open vSwitch knows of it.
 *
 * @param packet the packet or its start
 * @param fullLength the packet's length in bytes where {@code packet} is its start, else 0
 * @param bufferId or {@link #NO_BUFFER}
 * @param table where the packet came from, with the flow's {@code cookie}; -1 is no flow's
 * @param reason OFPR_*
 * @param metadata the packet's pipeline fields
 * @param userdata of the action that sent it; null without
 * @param continuation what {@link Resume} needs to let the packet go on; null unless the action paused it. Opaque, and
 *     of use to the very switch process that sent it only
 * @param properties others, each a whole TLV with its padding
 */
public record PacketIn2(
        Octets packet,
        long fullLength,
        int bufferId,
        int table,
        long cookie,
        int reason,
        Match metadata,
        @Nullable Octets userdata,
        @Nullable Octets continuation,
        List<Octets> properties)
        implements OfMessage {
    public static final int NO_BUFFER = -1;
    public static final long NO_COOKIE = -1L;

    /** NXT_RESUME: lets a paused packet go on, as {@code packet} now has it. */
    public record Resume(PacketIn2 packet) implements OfMessage {}

    public PacketIn2 {
        properties = List.copyOf(properties);
    }

    /** The same with another packet and other metadata, which a controller may change before it resumes. */
    public PacketIn2 with(Octets newPacket, Match newMetadata) {
        return new PacketIn2(
                newPacket, 0, bufferId, table, cookie, reason, newMetadata, userdata, continuation, properties);
    }
}
