package dev.heddle.model.manifest.schema;

import dev.heddle.model.quantity.Quantity;
import dev.heddle.model.spec.Resources;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The fields for amounts of the pool's resources, in whatever object holds them.
 *
 * @param <O> that object
 */
record ResourceFields<O>(
        Field<O, Long> cpu,
        Field<O, Long> gpu,
        Field<O, Long> memory,
        Field<O, Long> storage,
        Field<O, Long> bandwidth) {
    static final QuantityType BANDWIDTH = new QuantityType(Quantity.BANDWIDTH);
    private static final QuantityType CPU = new QuantityType(Quantity.CPU);
    private static final QuantityType BYTES = new QuantityType(Quantity.BYTES);

    /** An object that holds nothing else. */
    static final ObjectType<Resources> TYPE;

    static {
        ResourceFields<Resources> fields = of(Function.identity());
        TYPE = ObjectType.of(fields.all(), fields::resources);
    }

    static <O> ResourceFields<O> of(Function<O, Resources> get) {
        return new ResourceFields<>(
                amount("cpu", CPU, get.andThen(Resources::cpu), "cores, as 8 or 500m"),
                amount("gpu", Types.COUNT, get.andThen(Resources::gpu), "whole GPUs"),
                amount("memory", BYTES, get.andThen(Resources::memory), "bytes, as 64Gi"),
                amount("storage", BYTES, get.andThen(Resources::storage), "bytes, as 2Ti"),
                amount("bandwidth", BANDWIDTH, get.andThen(Resources::bandwidth), "bit/s, as 10Gbps"));
    }

    /** A field for an amount that may be missing. */
    static <O> Field<O, Long> amount(String name, Type<Long> type, Function<O, OptionalLong> get, String description) {
        return Field.optional(name, type, get.andThen(ResourceFields::boxed), description);
    }

    List<Field<O, ?>> all() {
        return List.of(cpu, gpu, memory, storage, bandwidth);
    }

    Resources resources(Values values) {
        return new Resources(
                values.findLong(cpu),
                values.findLong(gpu),
                values.findLong(memory),
                values.findLong(storage),
                values.findLong(bandwidth));
    }

    /** Empty if nothing is mentioned. */
    static Optional<Resources> mentioned(Resources resources) {
        return Optional.of(resources).filter(r -> !r.isEmpty());
    }

    private static Optional<Long> boxed(OptionalLong value) {
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }
}
