package dev.heddle.model.pool;

import dev.heddle.model.ObjectKey;
import java.math.BigInteger;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an owner holds of one host; the only one that it has there.
 *
 * @param slice the slice on whose reservation it draws
 * @param cpu thousandths of a core
 * @param memory bytes
 * @param storage bytes
 * @param bandwidth bit/s by the uplink's name
 */
public record Lease(
        ObjectKey owner,
        String host,
        Optional<ObjectKey> slice,
        long cpu,
        long memory,
        long storage,
        Gpus gpus,
        SortedMap<String, Long> bandwidth) {
    public Lease {
        bandwidth = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, Long>) bandwidth));
    }

    /** A lease of nothing but bandwidth of one uplink. */
    public static Lease ofBandwidth(ObjectKey owner, String host, ObjectKey slice, String uplink, long bandwidth) {
        SortedMap<String, Long> one = new TreeMap<>(Map.of(uplink, bandwidth));
        return new Lease(owner, host, Optional.of(slice), 0, 0, 0, Gpus.NONE, one);
    }

    /** Bit/s of the uplink. */
    public long bandwidth(String uplink) {
        return bandwidth.getOrDefault(uplink, 0L);
    }

    public Amounts amounts() {
        BigInteger all = bandwidth.values().stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        Amounts others = Amounts.of(cpu, gpus.count(), memory, storage, 0);
        return new Amounts(others.cpu(), others.gpu(), others.memory(), others.storage(), all);
    }
}
