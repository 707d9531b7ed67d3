package dev.heddle.model.state;

import java.time.Instant;
import java.util.List;

/**
 * Records that become so together: one entry of the journal.
 *
 * @param revision of the state after it; the one before where no record {@linkplain Record#makesRevision makes one}
 * @param actor who asked; {@code controller} for what was observed
 * @param origin from where
 */
public record Batch(long revision, Instant at, String actor, String origin, List<Record> records) {
    public Batch {
        records = List.copyOf(records);
    }
}
