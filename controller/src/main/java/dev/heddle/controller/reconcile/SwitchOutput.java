package dev.heddle.controller.reconcile;

import dev.heddle.flow.Action;
import dev.heddle.flow.Difference;
import java.util.List;

/** What a {@link SwitchSession} wants done. */
sealed interface SwitchOutput {
    /** Read all flows and groups. */
    record Read(int token) implements SwitchOutput {}

    /**
     * Change the switch by one atomic bundle: groups first, then flows, then flow deletes (of a flow with the very cookie
     * only), then group deletes; then send
     * {@code wake} through the tunnel; then acknowledge.
     */
    record Apply(int token, Difference difference, List<List<Action>> wake) implements SwitchOutput {}

    /** Send one small frame by each of these lists of actions, so that tunnel neighbours are resolved. */
    record Wake(List<List<Action>> peers) implements SwitchOutput {}

    /** Read the sum over the counters of the drop table. */
    record SumDrops() implements SwitchOutput {}

    /** Read the counters of the drop table. */
    record ReadDrops() implements SwitchOutput {}

    /** The switch is equal to the program of this revision. */
    record Realised(long revision) implements SwitchOutput {}
}
