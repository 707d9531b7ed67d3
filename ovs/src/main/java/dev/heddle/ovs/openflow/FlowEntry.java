package dev.heddle.ovs.openflow;

import dev.heddle.flow.Flow;
import dev.heddle.flow.FlowSpec;

/**
 * A flow as a switch holds it.
 *
 * @param idleTimeout seconds, 0 is never; as {@code hardTimeout}
 * @param flags OFPFF_* bits
 * @param importance eviction precedence
 */
public record FlowEntry(Flow flow, int idleTimeout, int hardTimeout, int flags, int importance, FlowStats stats) {
    /** The entry without its counters. */
    public FlowSpec spec() {
        return new FlowSpec(flow, 0, idleTimeout, hardTimeout, importance, flags, FlowSpec.ANY, FlowSpec.ANY);
    }

    /** Whether the entry has nothing that a program's flows never have: a timeout, a flag, an importance. */
    public boolean plain() {
        return idleTimeout == 0 && hardTimeout == 0 && flags == 0 && importance == 0;
    }
}
