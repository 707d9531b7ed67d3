package dev.heddle.simulator.openflow;

import dev.heddle.ovs.openflow.SetAsync;
import java.util.ArrayList;
import java.util.List;

/** Which asynchronous messages a connection gets, by the types of {@link SetAsync.Mask}: even is while secondary. */
final class AsyncMasks {
    /** The reasons that there are of each type, OFPACPT_* divided by two. */
    private static final int[] REASONS = {0x3f, 0b111, 0x3f, 0b111, 0b11000, 0b11};

    private static final int PACKET_IN_DEFAULT = 0x3b;

    private final int[] masks = new int[2 * REASONS.length];

    AsyncMasks() {
        masks[SetAsync.PACKET_IN] = PACKET_IN_DEFAULT;
        masks[SetAsync.PORT_STATUS] = REASONS[1];
        masks[SetAsync.PORT_STATUS_SECONDARY] = REASONS[1];
        masks[SetAsync.FLOW_REMOVED] = REASONS[2];
    }

    /** @throws Refused where one of them is not understood; then none counts */
    void set(List<SetAsync.Mask> wanted) {
        for (SetAsync.Mask mask : wanted) {
            if (mask.type() < 0 || mask.type() >= masks.length) {
                throw Refusal.OFPACFC_UNSUPPORTED.refused();
            }
            if ((mask.reasons() & ~REASONS[mask.type() / 2]) != 0) {
                throw Refusal.OFPACFC_INVALID.refused();
            }
        }
        wanted.forEach(mask -> masks[mask.type()] = mask.reasons());
    }

    /** @param type the odd one of the constants of {@link SetAsync} */
    boolean wants(int type, boolean secondary, int reason) {
        return (masks[secondary ? type - 1 : type] >>> reason & 1) != 0;
    }

    List<SetAsync.Mask> all() {
        List<SetAsync.Mask> out = new ArrayList<>();
        for (int type = 0; type < masks.length; type++) {
            out.add(new SetAsync.Mask(type, masks[type]));
        }
        return out;
    }
}
