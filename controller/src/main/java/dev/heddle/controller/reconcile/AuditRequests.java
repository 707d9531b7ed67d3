package dev.heddle.controller.reconcile;

import dev.heddle.controller.state.Isolation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Who waits for what a reading of the switch tells of its isolation. A reading answers those who asked before it began. Owned by
 * the host's loop.
 */
final class AuditRequests {
    private final List<CompletableFuture<Isolation>> asked = new ArrayList<>();
    private final List<CompletableFuture<Isolation>> reading = new ArrayList<>();

    /** Whether the reading has come. */
    private boolean read;

    void ask(CompletableFuture<Isolation> who) {
        asked.add(who);
    }

    /** A reading begins. */
    void began() {
        reading.addAll(asked);
        asked.clear();
        read = false;
    }

    /** What was read is being looked at. */
    void read() {
        read = true;
    }

    /** What is known now; an answer once the reading has come and was looked at. */
    void known(Isolation isolation) {
        if (read && !isolation.equals(Isolation.UNCHECKED)) {
            answer(reading, isolation);
        }
    }

    /** Nothing will be read: this is all there is to say. */
    void end(Isolation isolation) {
        answer(reading, isolation);
        answer(asked, isolation);
    }

    private static void answer(List<CompletableFuture<Isolation>> who, Isolation isolation) {
        who.forEach(each -> each.complete(isolation));
        who.clear();
    }
}
