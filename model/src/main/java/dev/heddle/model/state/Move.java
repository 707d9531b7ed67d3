package dev.heddle.model.state;

import dev.heddle.model.state.PortState.Binding;
import java.time.Instant;

/**
 * A move of a port between hosts while both have its interface.
 *
 * @param target where the port goes; the port's binding from phase NEW on
 * @param revision that published the phase
 * @param since when that was
 */
public record Move(Phase phase, Binding target, long revision, Instant since) {
    /** See {@link PortState#standby()}. */
    public enum Phase {
        /** Both hosts hold the port's own flows, traffic goes to the old one. */
        BOTH,
        /** Both hosts hold the port's own flows, traffic goes to the new one; until the old interface is gone. */
        NEW
    }
}
