package dev.heddle.ovs.ovsdb;

import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;

/** The answer to a request. */
public sealed interface OvsdbResult {
    /**
     * The transaction is committed.
     *
     * @param results one per operation
     */
    record Transacted(List<OperationResult> results) implements OvsdbResult {
        public Transacted {
            results = List.copyOf(results);
        }
    }

    /**
     * The request is refused; nothing changed.
     *
     * @param operation index of the operation at fault; empty where it is the whole request or the commit
     */
    record Failed(OptionalInt operation, OvsdbError error) implements OvsdbResult {}

    /** The names of the server's databases. */
    record Databases(List<String> names) implements OvsdbResult {
        public Databases {
            names = List.copyOf(names);
        }
    }

    record Described(Schema schema) implements OvsdbResult {}

    /**
     * The monitor runs; the replica holds every row it selects.
     *
     * @param resumed the server told only what changed after the replica's last transaction
     */
    record Monitoring(Replica replica, boolean resumed) implements OvsdbResult {}

    /** The monitor has ended; its replica stays as it is. */
    record Cancelled() implements OvsdbResult {}

    record Echoed() implements OvsdbResult {}

    /** @param held false: an {@link OvsdbEvent.LockChanged} tells when it is */
    record Lock(boolean held) implements OvsdbResult {}

    /** @param uuid another one after each start of the server */
    record ServerId(UUID uuid) implements OvsdbResult {}

    /** What has no result but that it was done. */
    record Done() implements OvsdbResult {}
}
