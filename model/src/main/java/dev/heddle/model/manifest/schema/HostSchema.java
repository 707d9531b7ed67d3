package dev.heddle.model.manifest.schema;

import dev.heddle.model.manifest.ManifestError;
import dev.heddle.model.manifest.schema.HostResources.Amounts;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.spec.HostSpec.Datapath;
import dev.heddle.model.spec.HostSpec.State;
import dev.heddle.model.spec.HostSpec.Uplink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/** Host. */
final class HostSchema {
    private static final Field<HostSpec, String> SYSTEM_ID = Field.required(
            "systemId",
            TextType.matching(
                    "the host's external_ids:system-id, 1 to 255 characters without blanks",
                    ManifestError.BAD_TEXT,
                    "[^\\p{C}\\p{Z}]+",
                    255),
            HostSpec::systemId,
            "the host's external_ids:system-id as a string; immutable");
    private static final Field<HostSpec, List<Uplink>> UPLINKS = Field.required(
            "uplinks",
            Types.list(UplinkSchema.TYPE),
            HostSpec::uplinks,
            "a list of NICs with tunnel addresses; the first is the default");
    private static final Field<HostSpec, String> OVSDB = Field.optional(
            "ovsdb",
            NetTypes.OVSDB,
            HostSpec::ovsdb,
            "where its OVSDB server listens, tcp:HOST:PORT or unix:PATH; absent where the host dials the controller");
    private static final Field<HostSpec, Datapath> DATAPATH = Field.defaulted(
            "datapath", Types.word(Datapath.class), Datapath.SYSTEM, HostSpec::datapath, "OVS's datapath_type");
    private static final Field<HostSpec, SequencedMap<String, String>> LOCATION = Field.optional(
            "location",
            new MapType(Types.WORD, Types.WORD),
            spec -> Optional.of(spec.location()).filter(location -> !location.isEmpty()),
            "where it stands, outermost first, as {site: a, pod: p1, rack: r7}");
    private static final Field<HostSpec, Long> TUNNEL_PORT = Field.defaulted(
            "tunnelPort",
            new IntegerType(1, 65535),
            (long) HostSpec.DEFAULT_TUNNEL_PORT,
            spec -> (long) spec.tunnelPort(),
            "UDP port of VXLAN");
    private static final Field<HostSpec, Amounts> CAPACITY = Field.optional(
            "capacity", HostResources.CAPACITY, spec -> mentioned(Amounts.capacity(spec)), "what the host has");
    private static final Field<HostSpec, Amounts> RESERVED = Field.optional(
            "reserved",
            HostResources.RESERVED,
            spec -> mentioned(Amounts.reserved(spec)),
            "the part of it that is the system's");
    private static final Field<HostSpec, State> STATE = Field.defaulted(
            "state", Types.word(State.class), State.READY, HostSpec::state, "what the operator says of it");

    static final ObjectType<HostSpec> SPEC = ObjectType.of(
                    List.of(SYSTEM_ID, UPLINKS, OVSDB, DATAPATH, LOCATION, TUNNEL_PORT, CAPACITY, RESERVED, STATE),
                    HostSchema::make)
            .checked(HostSchema::check);

    private HostSchema() {}

    private static Optional<Amounts> mentioned(Amounts amounts) {
        return Optional.of(amounts).filter(a -> !a.equals(Amounts.NONE));
    }

    private static void check(Values values) {
        List<Uplink> uplinks = values.find(UPLINKS).orElse(List.of());
        checkUnique(values, uplinks, "name", Uplink::name);
        checkUnique(values, uplinks, "address", Uplink::address);
        int levels = values.find(LOCATION).map(SequencedMap::size).orElse(0);
        if (levels > HostSpec.DEEPEST_LOCATION) {
            values.wrong(
                    ManifestError.OUT_OF_RANGE,
                    "location",
                    "found %d levels, expected at most %d".formatted(levels, HostSpec.DEEPEST_LOCATION));
        }
        Optional<Amounts> capacity = values.find(CAPACITY);
        Optional<Amounts> reserved = values.find(RESERVED);
        if (capacity.isPresent() && reserved.isPresent()) {
            HostResources.checkReserved(values, capacity.get(), reserved.get());
        }
        reserved.ifPresent(amounts -> HostResources.checkReserved(values, uplinks, amounts));
    }

    private static void checkUnique(Values values, List<Uplink> uplinks, String field, Function<Uplink, Object> get) {
        SequencedMap<Object, Integer> first = new LinkedHashMap<>();
        for (int i = 0; i < uplinks.size(); i++) {
            Object value = get.apply(uplinks.get(i));
            Integer earlier = first.putIfAbsent(value, i);
            if (earlier != null) {
                values.wrong(
                        ManifestError.DUPLICATE_VALUE,
                        "uplinks[%d].%s".formatted(i, field),
                        "%s is that of uplinks[%d] too, expected each once".formatted(value, earlier));
            }
        }
    }

    private static HostSpec make(Values values) {
        Amounts capacity = values.find(CAPACITY).orElse(Amounts.NONE);
        return new HostSpec(
                values.get(SYSTEM_ID),
                values.get(UPLINKS),
                values.find(OVSDB),
                values.get(DATAPATH),
                values.find(LOCATION).orElseGet(LinkedHashMap::new),
                values.get(TUNNEL_PORT).intValue(),
                capacity.resources(),
                capacity.gpuModel(),
                values.find(RESERVED).orElse(Amounts.NONE).resources(),
                values.get(STATE));
    }
}
