package dev.heddle.controller.reconcile;

import dev.heddle.flow.Octets;
import java.util.Arrays;

/**
 * The frame that wakes the way to a tunnel peer. It has a VLAN tag and an EtherType for local experiments (IEEE 802
 * section 9.2.3), so that the peer's pipeline drops it at its entrance, under a reason that is not counted for the tunnel.
 */
final class WakeFrame {
    private static final int LENGTH = 60;
    private static final byte[] START = {
        -1,
        -1,
        -1,
        -1,
        -1,
        -1, // to all
        2,
        0,
        0,
        0,
        0,
        0, // from a locally administered address
        (byte) 0x81,
        0,
        0,
        0, // 802.1Q, no VLAN
        (byte) 0x88,
        (byte) 0xb5
    };

    static final Octets OCTETS = Octets.of(Arrays.copyOf(START, LENGTH));

    private WakeFrame() {}
}
