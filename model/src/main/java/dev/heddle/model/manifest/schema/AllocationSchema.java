package dev.heddle.model.manifest.schema;

import dev.heddle.model.manifest.ManifestError;
import dev.heddle.model.quantity.Quantity;
import dev.heddle.model.spec.AllocationSpec;
import dev.heddle.model.spec.AllocationSpec.Network;
import dev.heddle.model.spec.AllocationSpec.TrafficClass;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/** Allocation: a manifest that is solved and not stored, so that it is none of the {@link dev.heddle.model.Kind kinds}. */
public final class AllocationSchema {
    public static final String KIND = "Allocation";

    private static final NumberType NUMBER = new NumberType();
    private static final MeasureType BANDWIDTH = new MeasureType(Quantity.BANDWIDTH);

    private static final Field<Network, String> NETWORK_NAME = name(Network::name);
    private static final Field<Network, BigDecimal> COMPUTE =
            Field.required("compute", NUMBER, Network::compute, "what a class is worth in this network, a number");
    private static final Field<Network, BigDecimal> NETWORK_BANDWIDTH =
            Field.required("bandwidth", BANDWIDTH, Network::bandwidth, "the most that it carries, as 10Gbps");
    private static final ObjectType<Network> NETWORK = ObjectType.of(
            List.of(NETWORK_NAME, COMPUTE, NETWORK_BANDWIDTH),
            values -> new Network(values.get(NETWORK_NAME), values.get(COMPUTE), values.get(NETWORK_BANDWIDTH)));

    private static final Field<TrafficClass, String> CLASS_NAME = name(TrafficClass::name);
    private static final Field<TrafficClass, BigDecimal> RATE =
            Field.required("rate", BANDWIDTH, TrafficClass::rate, "the traffic that the class brings, as 10Gbps");
    private static final Field<TrafficClass, BigDecimal> WEIGHT =
            Field.defaulted("weight", NUMBER, BigDecimal.ONE, TrafficClass::weight, "what the class counts, a number");
    private static final ObjectType<TrafficClass> CLASS = ObjectType.of(
            List.of(CLASS_NAME, RATE, WEIGHT),
            values -> new TrafficClass(values.get(CLASS_NAME), values.get(RATE), values.get(WEIGHT)));

    private static final Field<AllocationSpec, List<Network>> NETWORKS = Field.required(
            "networks", new NamedListType<>(NETWORK), AllocationSpec::networks, "a list of networks to share");
    private static final Field<AllocationSpec, List<TrafficClass>> CLASSES = Field.required(
            "classes", new NamedListType<>(CLASS), AllocationSpec::classes, "a list of classes of traffic");
    private static final ObjectType<AllocationSpec> SPEC = ObjectType.of(
            List.of(NETWORKS, CLASSES), values -> new AllocationSpec(values.get(NETWORKS), values.get(CLASSES)));

    private static final Field<AllocationSpec, AllocationSpec> SPEC_FIELD =
            Field.required("spec", SPEC, spec -> spec, "a mapping with networks and classes");

    /** The whole manifest; only its spec matters. */
    public static final ObjectType<AllocationSpec> MANIFEST = manifest();

    private AllocationSchema() {}

    /** The manifest where another kind is written: refuses the kind, reads what all kinds have. */
    public static ObjectType<Metadata> otherKind() {
        return KindSchema.unknown(kind());
    }

    private static ObjectType<AllocationSpec> manifest() {
        Field<AllocationSpec, Metadata> metadata = Field.required(
                "metadata",
                Metadata.withoutTenant("an " + KIND),
                spec -> {
                    throw new IllegalStateException("only the spec is kept");
                },
                "a mapping with the allocation's name");
        return ObjectType.of(
                        List.of(KindSchema.apiVersion(), kind(), metadata, SPEC_FIELD),
                        values -> values.get(SPEC_FIELD))
                .ignoring("status", "effective");
    }

    private static <O> Field<O, String> kind() {
        return Field.required(
                "kind", Types.words(ManifestError.UNKNOWN_KIND, List.of(KIND)), object -> KIND, '"' + KIND + '"');
    }

    private static <O> Field<O, String> name(Function<O, String> get) {
        return Field.required(NamedListType.NAME, Types.WORD, get, "a name, unique in its list");
    }
}
