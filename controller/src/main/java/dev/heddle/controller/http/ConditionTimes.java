package dev.heddle.controller.http;

import dev.heddle.model.ObjectKey;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Since when conditions are what they are, as far as this process has seen: nothing of it is journalled. Thread-safe.
 */
final class ConditionTimes {
    private final ConcurrentHashMap<Id, Entry> board = new ConcurrentHashMap<>();

    /** An object that is declared anew under an old name has a new uid. */
    private record Id(ObjectKey key, UUID uid, String type) {}

    private record Entry(Condition.Status status, Instant since) {}

    /** When the condition took its status: {@code now}, unless it had it before. */
    Instant since(ObjectKey key, UUID uid, Condition condition, Instant now) {
        return board.compute(
                        new Id(key, uid, condition.type()),
                        (id, old) -> old != null && old.status == condition.status()
                                ? old
                                : new Entry(condition.status(), now))
                .since;
    }

    /** Drops what belongs to no object any more. */
    void retain(Set<UUID> uids) {
        board.keySet().removeIf(id -> !uids.contains(id.uid));
    }
}
