package dev.heddle.model.decide;

import java.util.Map;
import java.util.Set;

/**
 * What the hosts' switches are known to hold. Told by its exceptions, since a revision that changes nothing on a host needs
 * no word from it.
 *
 * @param newest the revision whose programs all declared hosts hold that the other two do not name; 0 if none yet
 * @param behind connected hosts that hold less than that, with the revision that they hold; 0 if nothing yet
 * @param absent declared hosts that are not connected: what they hold counts as nothing
 */
public record Acknowledged(long newest, Map<String, Long> behind, Set<String> absent) {
    /** Nobody has acknowledged anything. */
    public static final Acknowledged NOTHING = new Acknowledged(0, Map.of(), Set.of());

    /** Whether all connected hosts hold the revision. */
    boolean byConnected(long revision) {
        return newest >= revision && behind.values().stream().allMatch(held -> held >= revision);
    }
}
