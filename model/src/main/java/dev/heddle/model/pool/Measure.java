package dev.heddle.model.pool;

import dev.heddle.model.quantity.Quantity;
import dev.heddle.model.spec.Resources;
import java.math.BigInteger;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;

/** What the pool consists of. */
@SuppressWarnings("ImmutableEnumChecker") // the functions are references to accessors
public enum Measure {
    /** Thousandths of a core. */
    CPU(Quantity.CPU, Resources::cpu, Amounts::cpu),
    /** Whole devices. */
    GPU(Quantity.COUNT, Resources::gpu, Amounts::gpu),
    /** Bytes. */
    MEMORY(Quantity.BYTES, Resources::memory, Amounts::memory),
    /** Bytes. */
    STORAGE(Quantity.BYTES, Resources::storage, Amounts::storage),
    /** Bit/s. */
    BANDWIDTH(Quantity.BANDWIDTH, Resources::bandwidth, Amounts::bandwidth);

    private final Quantity quantity;
    private final Function<Resources, OptionalLong> told;
    private final Function<Amounts, BigInteger> exact;

    Measure(Quantity quantity, Function<Resources, OptionalLong> told, Function<Amounts, BigInteger> exact) {
        this.quantity = quantity;
        this.told = told;
        this.exact = exact;
    }

    /** As manifests name it: {@code cpu}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its units. */
    public Quantity quantity() {
        return quantity;
    }

    /** What is told of it. */
    public OptionalLong in(Resources resources) {
        return told.apply(resources);
    }

    /** How much of it there is. */
    public BigInteger in(Amounts amounts) {
        return exact.apply(amounts);
    }

    /** In the largest unit that leaves an integer. */
    public String format(BigInteger amount) {
        return quantity.format(amount);
    }
}
