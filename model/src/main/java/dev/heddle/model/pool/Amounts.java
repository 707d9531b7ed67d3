package dev.heddle.model.pool;

import dev.heddle.model.spec.Resources;

/**
 * An exact quantity of each resource; what {@link Resources} leaves open is 0 here. Sums may go negative: a pool that lost
 * hosts owes. All arithmetic throws {@link ArithmeticException} on overflow rather than be wrong.
 *
 * @param cpu thousandths of a core
 * @param gpu whole devices
 * @param memory bytes
 * @param storage bytes
 * @param bandwidth bit/s
 */
public record Amounts(long cpu, long gpu, long memory, long storage, long bandwidth) {
    public static final Amounts ZERO = new Amounts(0, 0, 0, 0, 0);

    public static Amounts of(Resources resources) {
        return new Amounts(
                resources.cpu().orElse(0),
                resources.gpu().orElse(0),
                resources.memory().orElse(0),
                resources.storage().orElse(0),
                resources.bandwidth().orElse(0));
    }

    public Amounts plus(Amounts other) {
        return new Amounts(
                Math.addExact(cpu, other.cpu),
                Math.addExact(gpu, other.gpu),
                Math.addExact(memory, other.memory),
                Math.addExact(storage, other.storage),
                Math.addExact(bandwidth, other.bandwidth));
    }

    public Amounts minus(Amounts other) {
        return new Amounts(
                Math.subtractExact(cpu, other.cpu),
                Math.subtractExact(gpu, other.gpu),
                Math.subtractExact(memory, other.memory),
                Math.subtractExact(storage, other.storage),
                Math.subtractExact(bandwidth, other.bandwidth));
    }

    /** Whether no resource is more than the other's. */
    public boolean within(Amounts other) {
        return cpu <= other.cpu
                && gpu <= other.gpu
                && memory <= other.memory
                && storage <= other.storage
                && bandwidth <= other.bandwidth;
    }
}
