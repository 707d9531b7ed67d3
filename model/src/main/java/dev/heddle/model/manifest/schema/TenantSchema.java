package dev.heddle.model.manifest.schema;

import dev.heddle.model.spec.Resources;
import dev.heddle.model.spec.TenantSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Tenant. */
final class TenantSchema {
    private static final TenantSpec UNLIMITED =
            new TenantSpec(Resources.NONE, OptionalLong.empty(), OptionalLong.empty());

    private static final ResourceFields<TenantSpec> AMOUNTS = ResourceFields.of(TenantSpec::quota);
    private static final Field<TenantSpec, Long> PORTS =
            ResourceFields.amount("ports", Types.COUNT, TenantSpec::ports, "how many ports");
    private static final Field<TenantSpec, Long> SLICES =
            ResourceFields.amount("slices", Types.COUNT, TenantSpec::slices, "how many slices");

    /** The limits stand side by side under {@code quota}, which is the whole spec. */
    private static final ObjectType<TenantSpec> LIMITS = ObjectType.of(
            List.of(
                    AMOUNTS.cpu(),
                    AMOUNTS.gpu(),
                    AMOUNTS.memory(),
                    AMOUNTS.storage(),
                    AMOUNTS.bandwidth(),
                    PORTS,
                    SLICES),
            values -> new TenantSpec(AMOUNTS.resources(values), values.findLong(PORTS), values.findLong(SLICES)));

    private static final Field<TenantSpec, TenantSpec> QUOTA = Field.optional(
            "quota",
            LIMITS,
            spec -> Optional.of(spec).filter(s -> !s.equals(UNLIMITED)),
            "the most that the tenant may hold; what is not mentioned is not limited");

    static final ObjectType<TenantSpec> SPEC =
            ObjectType.of(List.of(QUOTA), values -> values.find(QUOTA).orElse(UNLIMITED));

    private TenantSchema() {}
}
