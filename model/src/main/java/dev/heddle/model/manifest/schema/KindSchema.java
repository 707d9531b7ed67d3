package dev.heddle.model.manifest.schema;

import dev.heddle.model.Kind;
import dev.heddle.model.manifest.ManifestError;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.spec.NetworkSpec;
import dev.heddle.model.spec.PortSpec;
import dev.heddle.model.spec.SliceSpec;
import dev.heddle.model.spec.Spec;
import dev.heddle.model.spec.TenantSpec;
import dev.heddle.model.spec.TopologySpec;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a manifest of a kind looks like. A new kind is one declaration of its fields, one line in {@link #schemaOf(Kind)} and
 * one in {@link #effective}; the compiler asks for both.
 *
 * @param spec the fields of its spec
 * @param manifest the whole manifest
 */
public record KindSchema<S extends Spec>(Kind kind, ObjectType<S> spec, ObjectType<Envelope<S>> manifest) {
    public static final String API_VERSION = "heddle.dev/v1";

    private static final Map<Kind, KindSchema<?>> ALL = new EnumMap<>(Kind.class);

    static {
        for (Kind kind : Kind.values()) {
            ALL.put(kind, schemaOf(kind));
        }
    }

    public static KindSchema<?> of(Kind kind) {
        return Objects.requireNonNull(ALL.get(kind));
    }

    private static KindSchema<?> schemaOf(Kind kind) {
        return switch (kind) {
            case TENANT -> of(kind, TenantSchema.SPEC);
            case HOST -> of(kind, HostSchema.SPEC);
            case TOPOLOGY -> of(kind, TopologySchema.SPEC);
            case NETWORK -> of(kind, NetworkSchema.SPEC);
            case SLICE -> of(kind, SliceSchema.SPEC);
            case PORT -> of(kind, PortSchema.SPEC);
        };
    }

    /** The spec with its defaults, every value in its one canonical spelling. */
    public static ObjectNode effective(Spec spec) {
        return switch (spec) {
            case TenantSpec tenant -> TenantSchema.SPEC.write(tenant);
            case HostSpec host -> HostSchema.SPEC.write(host);
            case TopologySpec topology -> TopologySchema.SPEC.write(topology);
            case NetworkSpec network -> NetworkSchema.SPEC.write(network);
            case SliceSpec slice -> SliceSchema.SPEC.write(slice);
            case PortSpec port -> PortSchema.SPEC.write(port);
        };
    }

    /** The manifest of a kind that is not known: refuses the kind, reads what all kinds have. */
    public static ObjectType<Metadata> unknown() {
        return unknown(kind(Kind.TENANT));
    }

    /** The same where other kinds are known. */
    static ObjectType<Metadata> unknown(Field<Metadata, ?> kind) {
        Field<Metadata, Metadata> metadata = Field.required(
                "metadata", Metadata.anyType(), Function.identity(), "a mapping with name, and tenant for most kinds");
        return ObjectType.of(List.of(apiVersion(), kind, metadata), values -> values.get(metadata))
                .ignoring("spec", "status", "effective");
    }

    private static <S extends Spec> KindSchema<S> of(Kind kind, ObjectType<S> spec) {
        Field<Envelope<S>, Metadata> metadata =
                Field.required("metadata", Metadata.type(kind), Envelope::metadata, "a mapping with the object's name");
        Field<Envelope<S>, S> specField = spec.empty()
                .map(none -> Field.defaulted("spec", spec, none, Envelope<S>::spec, "what is declared"))
                .orElseGet(() -> Field.required("spec", spec, Envelope<S>::spec, "a mapping, what is declared"));
        ObjectType<Envelope<S>> manifest = ObjectType.of(
                        List.of(apiVersion(), kind(kind), metadata, specField),
                        values -> new Envelope<>(values.get(metadata), values.get(specField)))
                .ignoring("status", "effective");
        return new KindSchema<>(kind, spec, manifest);
    }

    static <O> Field<O, String> apiVersion() {
        Type<String> type = Types.words(ManifestError.UNKNOWN_VERSION, List.of(API_VERSION));
        return Field.required("apiVersion", type, object -> API_VERSION, '"' + API_VERSION + '"');
    }

    private static <O> Field<O, Kind> kind(Kind kind) {
        List<String> names =
                Arrays.stream(Kind.values()).map(Kind::manifestName).toList();
        Type<Kind> type = Types.oneOf(ManifestError.UNKNOWN_KIND, names, KindSchema::stored, Kind::manifestName);
        return Field.required("kind", type, object -> kind, "one of " + String.join(", ", names));
    }

    private static Optional<Kind> stored(String name) {
        if (name.equals(AllocationSchema.KIND)) {
            throw new IllegalArgumentException(
                    "found \"%s\", which is solved and not stored: heddle solve -f FILE".formatted(name));
        }
        return Kind.ofManifest(name);
    }
}
