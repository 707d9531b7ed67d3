package dev.heddle.placement.why;

import dev.heddle.model.pool.Amounts;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Limits that cannot hold together: without any one of them the rest leave room for the gang.
 *
 * @param room for how many of the gang's workers there is room under these limits alone; for a {@link Limit#QUOTA} too
 * @param missing how much of the conflict's resources would have to be free in addition even if it lay well: what the gang
 *     needs less what is free on the hosts that count; of a quota, what is over it
 * @param evenIfEmpty whether it were so even if nobody held anything
 * @param closest of a {@link Limit#PACK}, the domain with the most room: its path
 * @param held who holds the conflict's resources on the hosts that count (those of {@code closest}, else all), the largest first
 */
public record Conflict(
        Set<Limit> limits, int room, Amounts missing, boolean evenIfEmpty, Optional<String> closest, List<Held> held) {
    /** @param amounts of the conflict's resources only */
    public record Held(Holder holder, Amounts amounts) {}

    public Conflict {
        limits = Set.copyOf(limits);
        held = List.copyOf(held);
    }
}
