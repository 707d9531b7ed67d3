package dev.heddle.model.spec;

import java.math.BigDecimal;
import java.util.List;

/**
 * A question to the traffic allocation: how classes of traffic shall share networks. It is solved and not stored. All
 * numbers are at least 0.
 *
 * @param networks at least one, names unique
 * @param classes at least one, names unique
 */
public record AllocationSpec(List<Network> networks, List<TrafficClass> classes) {
    public AllocationSpec {
        networks = List.copyOf(networks);
        classes = List.copyOf(classes);
    }

    /**
     * A network that can carry any of the classes.
     *
     * @param compute what all of a class of weight 1 is worth in it
     * @param bandwidth bit/s
     */
    public record Network(String name, BigDecimal compute, BigDecimal bandwidth) {}

    /**
     * A class of traffic, all of which is to be carried.
     *
     * @param rate bit/s
     * @param weight 1 where none was written
     */
    public record TrafficClass(String name, BigDecimal rate, BigDecimal weight) {}
}
