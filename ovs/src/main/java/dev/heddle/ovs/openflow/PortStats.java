package dev.heddle.ovs.openflow;

import dev.heddle.flow.Octets;
import java.util.List;

/**
 * Counters of a port (OFPMP_PORT_STATS); {@link FlowStats#ABSENT} where the switch does not count.
 *
 * @param durationNanos since the port was added
 */
public record PortStats(
        int port,
        long durationNanos,
        long receivedPackets,
        long sentPackets,
        long receivedBytes,
        long sentBytes,
        long receivedDropped,
        long sentDropped,
        long receivedErrors,
        long sentErrors,
        List<Property> properties) {
    /** OFPPSPT_*. */
    public sealed interface Property {
        /** Errors of an Ethernet port. */
        record Ethernet(long frameErrors, long overruns, long crcErrors, long collisions) implements Property {}

        /** Counters by the names that the device has for them (Intel's extension). */
        record Custom(List<Counter> counters) implements Property {
            public Custom {
                counters = List.copyOf(counters);
            }
        }

        /** One of {@link Custom}. */
        record Counter(String name, long value) {}

        /** A property of another type, a whole TLV with its padding. */
        record Raw(Octets property) implements Property {}
    }

    public PortStats {
        properties = List.copyOf(properties);
    }
}
