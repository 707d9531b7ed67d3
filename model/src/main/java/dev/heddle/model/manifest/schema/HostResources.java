package dev.heddle.model.manifest.schema;

import dev.heddle.model.manifest.ManifestError;
import dev.heddle.model.quantity.Quantity;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.spec.HostSpec.Uplink;
import dev.heddle.model.spec.Resources;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** {@code capacity} and {@code reserved} of a Host, where gpu is {@code {count, model}}. */
public final class HostResources {
    /** Amounts, with the GPUs' model if told. */
    public record Amounts(Resources resources, Optional<String> gpuModel) {
        static final Amounts NONE = new Amounts(Resources.NONE, Optional.empty());

        static Amounts capacity(HostSpec spec) {
            return new Amounts(spec.capacity(), spec.gpuModel());
        }

        static Amounts reserved(HostSpec spec) {
            return new Amounts(spec.reserved(), Optional.empty());
        }

        private Optional<Gpus> gpus() {
            OptionalLong count = resources.gpu();
            return count.isPresent() ? Optional.of(new Gpus(count.getAsLong(), gpuModel)) : Optional.empty();
        }
    }

    /** More than any server has, few enough to name each. */
    private static final long MOST_GPUS = 1024;

    private record Gpus(long count, Optional<String> model) {}

    private static final Field<Gpus, Long> COUNT =
            Field.required("count", new IntegerType(0, MOST_GPUS), Gpus::count, "how many GPUs");
    private static final Field<Gpus, String> MODEL =
            Field.optional("model", Types.text(63), Gpus::model, "the model of the GPUs");
    private static final ObjectType<Gpus> GPUS =
            ObjectType.of(List.of(COUNT, MODEL), values -> new Gpus(values.get(COUNT), values.find(MODEL)));

    private static final ResourceFields<Amounts> AMOUNTS = ResourceFields.of(Amounts::resources);
    private static final Field<Amounts, Gpus> GPU =
            Field.optional("gpu", GPUS, Amounts::gpus, "the GPUs, as {count: 8, model: H100}");

    /** Without bandwidth, which is the sum of the uplinks. */
    public static final ObjectType<Amounts> CAPACITY =
            ObjectType.of(List.of(AMOUNTS.cpu(), GPU, AMOUNTS.memory(), AMOUNTS.storage()), HostResources::make);

    static final ObjectType<Amounts> RESERVED = ObjectType.of(
            List.of(AMOUNTS.cpu(), GPU, AMOUNTS.memory(), AMOUNTS.storage(), AMOUNTS.bandwidth()), HostResources::make);

    private HostResources() {}

    private static Amounts make(Values values) {
        Resources plain = AMOUNTS.resources(values);
        Optional<Gpus> gpus = values.find(GPU);
        OptionalLong count = gpus.map(g -> OptionalLong.of(g.count)).orElse(OptionalLong.empty());
        return new Amounts(
                new Resources(plain.cpu(), count, plain.memory(), plain.storage(), plain.bandwidth()),
                gpus.flatMap(Gpus::model));
    }

    /** Reports what is reserved beyond the capacity, of the resources whose capacity is told. */
    static void checkReserved(Values values, Amounts capacity, Amounts reserved) {
        checkReserved(values, AMOUNTS.cpu(), capacity, reserved, Resources::cpu);
        checkReserved(values, AMOUNTS.memory(), capacity, reserved, Resources::memory);
        checkReserved(values, AMOUNTS.storage(), capacity, reserved, Resources::storage);
        checkReserved(values, AMOUNTS.gpu(), capacity, reserved, Resources::gpu);
    }

    /** Reports bandwidth that is reserved beyond that of the uplinks, if all of theirs is told. */
    static void checkReserved(Values values, List<Uplink> uplinks, Amounts reserved) {
        boolean told = !uplinks.isEmpty()
                && uplinks.stream().allMatch(uplink -> uplink.bandwidth().isPresent());
        BigInteger all = uplinks.stream()
                .map(uplink -> BigInteger.valueOf(uplink.bandwidth().orElse(0)))
                .reduce(BigInteger.ZERO, BigInteger::add);
        OptionalLong part = reserved.resources.bandwidth();
        if (told && part.isPresent() && BigInteger.valueOf(part.getAsLong()).compareTo(all) > 0) {
            values.wrong(
                    ManifestError.CONTRADICTION,
                    "reserved.bandwidth",
                    "%s is more than the uplinks' %s, expected at most theirs"
                            .formatted(Quantity.BANDWIDTH.format(part.getAsLong()), Quantity.BANDWIDTH.format(all)));
        }
    }

    private static void checkReserved(
            Values values,
            Field<Amounts, Long> field,
            Amounts capacity,
            Amounts reserved,
            Function<Resources, OptionalLong> get) {
        OptionalLong all = get.apply(capacity.resources);
        OptionalLong part = get.apply(reserved.resources);
        if (all.isPresent() && part.isPresent() && part.getAsLong() > all.getAsLong()) {
            values.wrong(
                    ManifestError.CONTRADICTION,
                    "reserved." + field.name(),
                    "%s is more than the capacity %s, expected at most the capacity"
                            .formatted(
                                    field.type().write(part.getAsLong()).asString(),
                                    field.type().write(all.getAsLong()).asString()));
        }
    }
}
