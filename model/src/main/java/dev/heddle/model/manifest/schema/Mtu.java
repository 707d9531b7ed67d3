package dev.heddle.model.manifest.schema;

import dev.heddle.model.manifest.ManifestError;

/** Limits of an mtu: IPv4 hosts take 576 bytes (RFC 1122 section 3.3.2), IPv6 links carry 1280 (RFC 8200 section 5). */
final class Mtu {
    private static final long LEAST = 576;
    private static final long LEAST_IPV6 = 1280;
    private static final long MOST = 65535;

    static final IntegerType TYPE = new IntegerType(LEAST, MOST);

    private Mtu() {}

    /** Reports an mtu that was written and is too small for IPv6. */
    static void checkIpv6(Values values, Field<?, Long> mtu, String why) {
        values.find(mtu)
                .filter(value -> value < LEAST_IPV6)
                .ifPresent(value -> values.wrong(
                        ManifestError.OUT_OF_RANGE,
                        mtu.name(),
                        "found %d, expected an integer from %d to %d %s".formatted(value, LEAST_IPV6, MOST, why)));
    }
}
