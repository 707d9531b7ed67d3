package dev.heddle.placement.why;

import dev.heddle.placement.cluster.Seat;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Who holds something of the cluster.
 *
 * @param name unique; as shown to people
 * @param seats what it holds, all of it taken in the cluster
 * @param until when it gives all back, in seconds of the caller's clock, where that is known
 * @param sameQuota whether what it holds counts against the quota of the gang in question
 */
public record Holder(String name, List<Seat> seats, OptionalDouble until, boolean sameQuota) {
    public Holder {
        seats = List.copyOf(seats);
    }

    public static Holder of(String name, List<Seat> seats) {
        return new Holder(name, seats, OptionalDouble.empty(), false);
    }
}
