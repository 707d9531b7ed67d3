package dev.heddle.model.manifest.schema;

import dev.heddle.model.manifest.ManifestError;
import dev.heddle.model.net.IpPrefix;
import dev.heddle.model.spec.Resources;
import dev.heddle.model.spec.SliceSpec;
import java.util.List;

/** Slice. */
final class SliceSchema {
    private static final Field<SliceSpec, String> NETWORK = Field.required(
            "network", Types.NAME, SliceSpec::network, "the name of a VirtualNetwork of the tenant; immutable");
    private static final Field<SliceSpec, List<IpPrefix>> SUBNETS = Field.required(
            "subnets",
            Types.list(NetTypes.SUBNET),
            SliceSpec::subnets,
            "a list of subnets, as 10.9.0.0/24 or fd00:9::/64");
    private static final Field<SliceSpec, Long> MTU = Field.defaulted(
            "mtu",
            Mtu.TYPE,
            (long) SliceSpec.DEFAULT_MTU,
            spec -> (long) spec.mtu(),
            "bytes in a packet of every port; at least 1280 with an IPv6 subnet");
    private static final Field<SliceSpec, Resources> RESOURCES = Field.optional(
            "resources",
            ResourceFields.TYPE,
            spec -> ResourceFields.mentioned(spec.resources()),
            "what is reserved for the slice");
    private static final Field<SliceSpec, Boolean> PREEMPTIBLE = Field.defaulted(
            "preemptible", Types.BOOLEAN, false, SliceSpec::preemptible, "whether what it holds may be taken back");

    static final ObjectType<SliceSpec> SPEC = ObjectType.of(
                    List.of(NETWORK, SUBNETS, MTU, RESOURCES, PREEMPTIBLE), SliceSchema::make)
            .checked(SliceSchema::check);

    private SliceSchema() {}

    private static void check(Values values) {
        List<IpPrefix> subnets = values.find(SUBNETS).orElse(List.of());
        for (int i = 1; i < subnets.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (subnets.get(i).overlaps(subnets.get(j))) {
                    values.wrong(
                            ManifestError.OVERLAP,
                            "subnets[" + i + "]",
                            "%s overlaps %s, expected separate subnets".formatted(subnets.get(i), subnets.get(j)));
                    break;
                }
            }
        }
        if (subnets.stream().anyMatch(IpPrefix::v6)) {
            Mtu.checkIpv6(values, MTU, "with an IPv6 subnet");
        }
    }

    private static SliceSpec make(Values values) {
        return new SliceSpec(
                values.get(NETWORK),
                values.get(SUBNETS),
                values.get(MTU).intValue(),
                values.find(RESOURCES).orElse(Resources.NONE),
                values.get(PREEMPTIBLE));
    }
}
