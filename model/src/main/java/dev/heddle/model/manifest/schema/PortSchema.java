package dev.heddle.model.manifest.schema;

import dev.heddle.model.manifest.ManifestError;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.net.MacAddress;
import dev.heddle.model.spec.PortSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Port. */
final class PortSchema {
    /** What stands under {@code bandwidth}, bit/s. */
    private record Bandwidth(OptionalLong guaranteed, OptionalLong limit) {
        static final Bandwidth NONE = new Bandwidth(OptionalLong.empty(), OptionalLong.empty());
    }

    private static final Field<Bandwidth, Long> GUARANTEED = ResourceFields.amount(
            "guaranteed", ResourceFields.BANDWIDTH, Bandwidth::guaranteed, "bit/s that the port always has");
    private static final Field<Bandwidth, Long> LIMIT = ResourceFields.amount(
            "limit", ResourceFields.BANDWIDTH, Bandwidth::limit, "bit/s that the port never exceeds");
    private static final ObjectType<Bandwidth> BANDWIDTH_TYPE = ObjectType.of(
                    List.of(GUARANTEED, LIMIT),
                    values -> new Bandwidth(values.findLong(GUARANTEED), values.findLong(LIMIT)))
            .checked(PortSchema::checkBandwidth);

    private static final Field<PortSpec, String> SLICE =
            Field.required("slice", Types.NAME, PortSpec::slice, "the name of a Slice of the tenant; immutable");
    private static final Field<PortSpec, String> HOST =
            Field.optional("host", Types.NAME, PortSpec::host, "the name of the only Host where it may be plugged in");
    private static final Field<PortSpec, String> UPLINK = Field.optional(
            "uplink", Types.NAME, PortSpec::uplink, "the name of the host's uplink that its traffic uses");
    private static final Field<PortSpec, List<IpAddress>> IPS = Field.optional(
            "ips",
            Types.list(NetTypes.ADDRESS),
            spec -> Optional.of(spec.ips()).filter(ips -> !ips.isEmpty()),
            "a list of addresses of the slice's subnets; allocated if absent, one per subnet");
    private static final Field<PortSpec, MacAddress> MAC =
            Field.optional("mac", NetTypes.MAC, PortSpec::mac, "its MAC address; allocated if absent");
    private static final Field<PortSpec, Bandwidth> BANDWIDTH = Field.optional(
            "bandwidth",
            BANDWIDTH_TYPE,
            spec -> Optional.of(new Bandwidth(spec.guaranteed(), spec.limit())).filter(b -> !b.equals(Bandwidth.NONE)),
            "its share of the uplink");

    static final ObjectType<PortSpec> SPEC =
            ObjectType.of(List.of(SLICE, HOST, UPLINK, IPS, MAC, BANDWIDTH), PortSchema::make);

    private PortSchema() {}

    private static void checkBandwidth(Values values) {
        OptionalLong guaranteed = values.findLong(GUARANTEED);
        OptionalLong limit = values.findLong(LIMIT);
        if (guaranteed.isPresent() && limit.isPresent() && guaranteed.getAsLong() > limit.getAsLong()) {
            values.wrong(
                    ManifestError.CONTRADICTION,
                    GUARANTEED.name(),
                    "%s is more than the limit %s, expected at most the limit"
                            .formatted(text(guaranteed), text(limit)));
        }
    }

    private static String text(OptionalLong bandwidth) {
        return ResourceFields.BANDWIDTH.quantity().format(bandwidth.getAsLong());
    }

    private static PortSpec make(Values values) {
        Bandwidth bandwidth = values.find(BANDWIDTH).orElse(Bandwidth.NONE);
        return new PortSpec(
                values.get(SLICE),
                values.find(HOST),
                values.find(UPLINK),
                values.find(IPS).orElse(List.of()),
                values.find(MAC),
                bandwidth.guaranteed(),
                bandwidth.limit());
    }
}
