package dev.heddle.controller.reconcile;

import dev.heddle.controller.state.Isolation;
import dev.heddle.flow.Difference;
import dev.heddle.flow.Program;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets through what of a program keeps slices apart: all of it but the objects that would break isolation, which are marked as
 * if the switch had refused them. Owned by its {@link SwitchSession}.
 */
final class Screening {
    private static final int MOST_AT_ONCE = 32;

    /** How long what changed of ports and slices may be on its way before nothing is proven. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

    private static final Isolation BEHIND =
            Isolation.notProven("Syncing", "for seconds the switch has not taken what changed of its ports and slices");

    private final Guard guard;

    /** The program of which nothing may be sent, and what speaks against it. */
    private @Nullable NumberedProgram barred;

    private @Nullable String words;

    /** Since when the switch is held to what its ports were before; empty while it is not. */
    private Optional<Long> behindSince = Optional.empty();

    /**
     * What came of a program.
     *
     * @param target what may be sent; null where no object is to blame, and nothing may be
     * @param refused with the objects that are left out
     */
    record Outcome(@Nullable NumberedProgram target, Refusals refused) {}

    Screening(Guard guard) {
        this.guard = guard;
    }

    /** @param before of the same switch; its parts are used again where they hold; may be null */
    Outcome pass(Program program, PortMap ports, Refusals refused, @Nullable NumberedProgram before) {
        if (barred != null && barred.isOf(program, ports, refused) && guard.knows(barred)) {
            return new Outcome(null, refused);
        }
        Refusals left = refused;
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            NumberedProgram target = NumberedProgram.of(program, ports, left, before);
            List<Guard.Objection> objections = guard.objections(target);
            if (objections.isEmpty()) {
                barred = null;
                words = null;
                return new Outcome(target, left);
            }
            barred = target;
            words = objections.getFirst().words();
            Refusals more = without(objections, left, program);
            if (more.equals(left)) {
                break;
            }
            left = more;
        }
        return new Outcome(null, left);
    }

    private static Refusals without(List<Guard.Objection> objections, Refusals refused, Program program) {
        Refusals out = refused;
        for (Guard.Objection objection : objections) {
            if (objection.object() != 0 && !out.byObject().containsKey(objection.object())) {
                out = out.withUnsafe(objection.object(), objection.words(), program);
            }
        }
        return out;
    }

    /** Whether this very program was let through last, and all that it was held to is still the same. */
    boolean passed(NumberedProgram target) {
        return barred == null && guard.knows(target);
    }

    void ports(PortMap ports, Map<Integer, String> described) {
        guard.ports(ports, described);
    }

    void read(Held held) {
        guard.read(held);
    }

    void holds(NumberedProgram target, @Nullable Difference sent) {
        guard.holds(target, sent);
    }

    void lost() {
        barred = null;
        words = null;
        behindSince = Optional.empty();
        guard.lost();
    }

    /** To be told after each step. */
    void at(long now) {
        behindSince = guard.isBehind() ? behindSince.or(() -> Optional.of(now)) : Optional.empty();
    }

    /** Why nothing of the newest program is sent; empty if something is, or need not be. */
    Optional<String> barred() {
        return Optional.ofNullable(barred == null ? null : words);
    }

    Isolation isolation(long now) {
        return behindSince.filter(since -> now - since > PATIENCE).isPresent() ? BEHIND : guard.isolation();
    }
}
