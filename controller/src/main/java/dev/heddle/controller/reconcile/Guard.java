package dev.heddle.controller.reconcile;

import dev.heddle.controller.state.Isolation;
import dev.heddle.flow.Difference;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what a switch is to hold before it is sent, and at what it holds. Owned by the {@link SwitchSession} that it serves.
 */
interface Guard {
    /**
     * Why a program must not be sent.
     *
     * @param object the id of the object that is to blame, 0 where it is none that could be left out
     */
    record Objection(long object, String words) {}

    /** The switch's ports, by which the next programs are numbered. */
    void ports(PortMap ports, Map<Integer, String> described);

    /** What speaks against this program; nothing if it may be sent. */
    List<Objection> objections(NumberedProgram target);

    /** Whether this very program was looked at last, and all that it was held to is still the same. */
    boolean knows(NumberedProgram target);

    /** The switch was read. */
    void read(Held held);

    /**
     * The switch holds what was looked at last, and what others put there.
     *
     * @param sent what led there; null if nothing was sent
     */
    void holds(NumberedProgram target, @Nullable Difference sent);

    /** It is not known any more what the switch holds. */
    void lost();

    /** Whether the switch is still held to what its ports were before: the newest was not acknowledged yet. */
    boolean isBehind();

    /** What is known of what the switch holds. */
    Isolation isolation();
}
