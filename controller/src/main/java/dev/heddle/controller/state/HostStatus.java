package dev.heddle.controller.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What a host's session says of its host. Immutable; replaced by the session only.
 *
 * @param host the Host's name; the system-id for a host that is not declared
 * @param realised the newest revision whose program the switch is known to hold, by what it acknowledged in this
 *     connection; 0 if none yet
 * @param reason one word in CamelCase for a condition
 * @param message for people; empty if there is nothing to say
 * @param since when the phase began
 * @param installedFlows flows of ours that the switch holds
 * @param withheld iface-ids that the program names and that are not plugged
 * @param objectErrors object id (cookie) to what OVS said when it refused that object's flows
 * @param problems facts that an operator should see, as {@code InterfaceError: …}, {@code ForeignFlow: …}
 * @param drops packets dropped so far, by the iface-id that its interface carries (a uid in lower case or
 *     TENANT/NAME; empty for tunnel ingress), then by reason
 * @param isolation whether what the switch holds keeps slices apart
 */
public record HostStatus(
        String host,
        Phase phase,
        long realised,
        String reason,
        String message,
        Instant since,
        int installedFlows,
        List<String> withheld,
        SortedMap<Long, String> objectErrors,
        List<String> problems,
        Map<String, Map<String, Long>> drops,
        Isolation isolation) {
    /** Where a session is. */
    public enum Phase {
        /** Connected, but no Host declares its system-id. */
        PENDING,
        /** Declared, not connected. */
        AWAY,
        /** Connected; reading or changing the switch. */
        SYNCING,
        /** The switch equals the program of {@code realised}. */
        REALISED,
        /** Refused: no system-id, a second host with one id, another cluster's bridge. */
        REFUSED,
        /** The host has seen a newer revision than this journal holds: nothing is programmed. */
        JOURNAL_OLDER
    }

    HostStatus withRealised(long revision) {
        return revision == realised
                ? this
                : new HostStatus(
                        host,
                        phase,
                        revision,
                        reason,
                        message,
                        since,
                        installedFlows,
                        withheld,
                        objectErrors,
                        problems,
                        drops,
                        isolation);
    }
}
