package dev.heddle.ovs.openflow;

import dev.heddle.flow.Octets;
import java.util.List;

/** A queue of a port (OFPMP_QUEUE_DESC). */
public record QueueDesc(int port, int queue, List<Property> properties) {
    /** OFPQDPT_*. */
    public sealed interface Property {
        /** A guarantee in tenths of a percent of the port's rate. */
        record MinRate(int rate) implements Property {}

        /** A limit in tenths of a percent of the port's rate. */
        record MaxRate(int rate) implements Property {}

        /** A property of another type, a whole TLV with its padding. */
        record Raw(Octets property) implements Property {}
    }

    public QueueDesc {
        properties = List.copyOf(properties);
    }
}
