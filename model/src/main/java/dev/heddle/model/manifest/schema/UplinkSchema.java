package dev.heddle.model.manifest.schema;

import dev.heddle.model.net.IpAddress;
import dev.heddle.model.spec.HostSpec.Uplink;
import java.util.List;

/** An uplink of a Host. */
final class UplinkSchema {
    private static final Field<Uplink, String> NAME =
            Field.required("name", Types.NAME, Uplink::name, "a name, unique in the host");
    private static final Field<Uplink, IpAddress> ADDRESS =
            Field.required("address", NetTypes.ADDRESS, Uplink::address, "its tunnel address, unique in the host");
    private static final Field<Uplink, Long> BANDWIDTH =
            ResourceFields.amount("bandwidth", ResourceFields.BANDWIDTH, Uplink::bandwidth, "bit/s, as 100Gbps");
    private static final Field<Uplink, String> RAIL =
            Field.optional("rail", Types.WORD, Uplink::rail, "the plane of the fabric that it is wired to");
    private static final Field<Uplink, String> LEAF =
            Field.optional("leaf", Types.WORD, Uplink::leaf, "the switch that it is wired to");
    private static final Field<Uplink, Long> MTU = Field.defaulted(
            "mtu", Mtu.TYPE, (long) Uplink.DEFAULT_MTU, uplink -> (long) uplink.mtu(), "bytes, of the underlay");

    static final ObjectType<Uplink> TYPE = ObjectType.of(
                    List.of(NAME, ADDRESS, BANDWIDTH, RAIL, LEAF, MTU), UplinkSchema::make)
            .checked(UplinkSchema::check);

    private UplinkSchema() {}

    private static void check(Values values) {
        if (values.find(ADDRESS).filter(IpAddress::v6).isPresent()) {
            Mtu.checkIpv6(values, MTU, "with an IPv6 address");
        }
    }

    private static Uplink make(Values values) {
        return new Uplink(
                values.get(NAME),
                values.get(ADDRESS),
                values.findLong(BANDWIDTH),
                values.find(RAIL),
                values.find(LEAF),
                values.get(MTU).intValue());
    }
}
