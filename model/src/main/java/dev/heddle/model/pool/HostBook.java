package dev.heddle.model.pool;

import dev.heddle.model.ObjectKey;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.spec.HostSpec.Uplink;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * A host and who holds what of it.
 *
 * @param spec with its gaps filled
 * @param leases by owner
 * @param leased the sum of the leases
 * @param gpus those that are leased
 * @param bandwidth leased bit/s by the uplink's name; no entry where that is none
 */
public record HostBook(
        HostSpec spec,
        PSortedMap<ObjectKey, Lease> leases,
        Amounts leased,
        Gpus gpus,
        PSortedMap<String, BigInteger> bandwidth) {
    static HostBook of(HostSpec spec) {
        return new HostBook(spec, TreePMap.empty(), Amounts.ZERO, Gpus.NONE, TreePMap.empty());
    }

    /** What the host has, in whatever state it is; bandwidth is that of all uplinks. */
    public Amounts capacity() {
        BigInteger links = spec.uplinks().stream()
                .map(uplink -> BigInteger.valueOf(uplink.bandwidth().orElse(0)))
                .reduce(BigInteger.ZERO, BigInteger::add);
        Amounts others = Amounts.of(spec.capacity());
        return new Amounts(others.cpu(), others.gpu(), others.memory(), others.storage(), links);
    }

    /** The system's part of the capacity. */
    public Amounts system() {
        return Amounts.of(spec.reserved());
    }

    /** What is left for leases; less than nothing where more is leased than there is now. */
    public Amounts free() {
        return capacity().minus(system()).minus(leased);
    }

    /** The GPUs that are not leased; the system's part, which has no indices, is not left out. */
    public Gpus freeGpus() {
        return Gpus.first((int) spec.capacity().gpu().orElse(0)).minus(gpus);
    }

    /** Bit/s of the uplink that are not leased; none if its bandwidth is not known. */
    public BigInteger freeBandwidth(Uplink uplink) {
        return BigInteger.valueOf(uplink.bandwidth().orElse(0)).subtract(leasedBandwidth(uplink.name()));
    }

    /** Bit/s of the uplink that are leased. */
    public BigInteger leasedBandwidth(String uplink) {
        return bandwidth.getOrDefault(uplink, BigInteger.ZERO);
    }

    /** What the owner holds here, or null. */
    public @Nullable Lease lease(ObjectKey owner) {
        return leases.get(owner);
    }

    /** Whether the pool counts on it. */
    boolean counts() {
        return spec.state() != HostSpec.State.LOST;
    }

    /** What it gives to the pool. */
    Amounts offered() {
        return counts() ? capacity() : Amounts.ZERO;
    }

    /** What the system takes of that. */
    Amounts systemShare() {
        return counts() ? system() : Amounts.ZERO;
    }

    HostBook with(HostSpec changed) {
        return new HostBook(changed, leases, leased, gpus, bandwidth);
    }

    HostBook with(Lease lease) {
        if (leases.containsKey(lease.owner()) || gpus.meets(lease.gpus())) {
            throw new IllegalStateException(lease + " is taken already");
        }
        return new HostBook(
                spec,
                leases.plus(lease.owner(), lease),
                leased.plus(lease.amounts()),
                gpus.plus(lease.gpus()),
                change(lease, 1));
    }

    HostBook without(Lease lease) {
        return new HostBook(
                spec,
                leases.minus(lease.owner()),
                leased.minus(lease.amounts()),
                gpus.minus(lease.gpus()),
                change(lease, -1));
    }

    private PSortedMap<String, BigInteger> change(Lease lease, int sign) {
        PSortedMap<String, BigInteger> out = bandwidth;
        for (String uplink : lease.bandwidth().keySet()) {
            BigInteger more = BigInteger.valueOf(sign).multiply(BigInteger.valueOf(lease.bandwidth(uplink)));
            BigInteger now = leasedBandwidth(uplink).add(more);
            out = now.signum() == 0 ? out.minus(uplink) : out.plus(uplink, now);
        }
        return out;
    }
}
