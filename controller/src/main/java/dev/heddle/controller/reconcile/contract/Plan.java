package dev.heddle.controller.reconcile.contract;

import dev.heddle.ovs.ovsdb.Operation;
import java.util.List;

/** What {@link HostContract} found. */
public sealed interface Plan {
    /**
     * The host may be programmed once these operations are committed.
     *
     * @param operations one transaction; empty if all is right. It fails as a whole with {@code timed out} if the database is
     *     no longer as the replica tells: then an update is on its way, after which to plan again
     * @param problems what an operator should see, as {@code ForeignController: …}; nothing is done about it
     */
    record Repair(List<Operation> operations, List<String> problems) implements Plan {
        public Repair {
            operations = List.copyOf(operations);
            problems = List.copyOf(problems);
        }
    }

    /**
     * The host must not be touched.
     *
     * @param reason one word in CamelCase
     * @param message for people
     */
    record Refuse(String reason, String message) implements Plan {}
}
