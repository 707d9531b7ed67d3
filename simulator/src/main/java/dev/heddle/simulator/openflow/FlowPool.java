package dev.heddle.simulator.openflow;

import dev.heddle.flow.Flow;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Keeps equal flows of many switches once: what a slice's hosts hold of each other is the same on all of them. Bounded and
 * lossy, so that two equal flows may still be two objects. Any thread.
 */
public final class FlowPool {
    /** A flow and its key. */
    record Kept(Flow flow, Flow.Key key) {}

    private final AtomicReferenceArray<@Nullable Kept> slots;

    /** @param bits there are two to this power places */
    public FlowPool(int bits) {
        slots = new AtomicReferenceArray<>(1 << bits);
    }

    Kept keep(Flow flow) {
        int hash = flow.hashCode() * 0x9e3779b9;
        int slot = (hash ^ hash >>> 16) & (slots.length() - 1);
        Kept there = slots.get(slot);
        if (there != null && there.flow().equals(flow)) {
            return there;
        }
        Kept kept = new Kept(flow, flow.key());
        slots.set(slot, kept);
        return kept;
    }
}
