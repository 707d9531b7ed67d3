package dev.heddle.model.decide;

import dev.heddle.model.spec.HostSpec.Uplink;
import java.util.Optional;

/** Whether a port's packets fit into an uplink's. */
final class Mtu {
    /** Outer Ethernet 14, IPv4 20, UDP 8, VXLAN 8 bytes (RFC 7348 section 5). */
    private static final int OVERHEAD_V4 = 50;

    private static final int OVERHEAD_V6 = 70;

    private Mtu() {}

    /** Why not, with the figures; empty if they fit. */
    static Optional<String> excess(int mtu, String host, Uplink uplink) {
        int overhead = uplink.address().v6() ? OVERHEAD_V6 : OVERHEAD_V4;
        return uplink.mtu() - overhead >= mtu
                ? Optional.empty()
                : Optional.of("mtu %d does not fit into uplink %s of host %s: %d - %d = %d"
                        .formatted(mtu, uplink.name(), host, uplink.mtu(), overhead, uplink.mtu() - overhead));
    }
}
