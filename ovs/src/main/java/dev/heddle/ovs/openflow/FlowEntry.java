package dev.heddle.ovs.openflow;

import dev.heddle.flow.Flow;

/**
 * A flow as a switch holds it.
 *
 * @param idleTimeout seconds, 0 is never; as {@code hardTimeout}
 * @param flags OFPFF_* bits
 * @param importance eviction precedence
 */
public record FlowEntry(Flow flow, int idleTimeout, int hardTimeout, int flags, int importance, FlowStats stats) {
    /** Whether the entry has nothing that a program's flows never have: a timeout, a flag, an importance. */
    public boolean plain() {
        return idleTimeout == 0 && hardTimeout == 0 && flags == 0 && importance == 0;
    }
}
