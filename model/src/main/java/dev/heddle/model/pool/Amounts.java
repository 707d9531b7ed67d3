package dev.heddle.model.pool;

import dev.heddle.model.spec.Resources;
import java.math.BigInteger;
import java.util.function.BinaryOperator;

/**
 * An exact quantity of each {@link Measure}; what {@link Resources} leaves open is 0 here. Neither bounded nor rounded:
 * sums may be longer than 64 bits, and negative, since a pool that lost hosts owes.
 *
 * @param cpu thousandths of a core
 * @param gpu whole devices
 * @param memory bytes
 * @param storage bytes
 * @param bandwidth bit/s
 */
public record Amounts(BigInteger cpu, BigInteger gpu, BigInteger memory, BigInteger storage, BigInteger bandwidth) {
    public static final Amounts ZERO = of(0, 0, 0, 0, 0);

    public static Amounts of(Resources resources) {
        return of(
                resources.cpu().orElse(0),
                resources.gpu().orElse(0),
                resources.memory().orElse(0),
                resources.storage().orElse(0),
                resources.bandwidth().orElse(0));
    }

    public static Amounts of(long cpu, long gpu, long memory, long storage, long bandwidth) {
        return new Amounts(
                BigInteger.valueOf(cpu),
                BigInteger.valueOf(gpu),
                BigInteger.valueOf(memory),
                BigInteger.valueOf(storage),
                BigInteger.valueOf(bandwidth));
    }

    public Amounts plus(Amounts other) {
        return zip(other, BigInteger::add);
    }

    public Amounts minus(Amounts other) {
        return zip(other, BigInteger::subtract);
    }

    /** The larger of each. */
    public Amounts max(Amounts other) {
        return zip(other, BigInteger::max);
    }

    private Amounts zip(Amounts other, BinaryOperator<BigInteger> operator) {
        return new Amounts(
                operator.apply(cpu, other.cpu),
                operator.apply(gpu, other.gpu),
                operator.apply(memory, other.memory),
                operator.apply(storage, other.storage),
                operator.apply(bandwidth, other.bandwidth));
    }
}
