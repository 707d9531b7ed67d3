package dev.heddle.ovs.ovsdb;

import java.time.Duration;

/**
 * Bounds of one session.
 *
 * @param maxMessageBytes of a message from the peer
 * @param maxDepth of nested arrays and objects
 * @param maxOutstanding requests without an answer
 * @param probeAfter silence after which the peer is asked for an echo
 * @param answerWithin how long the peer may take to answer any request
 */
public record OvsdbLimits(
        int maxMessageBytes, int maxDepth, int maxOutstanding, Duration probeAfter, Duration answerWithin) {
    public static final OvsdbLimits DEFAULT =
            new OvsdbLimits(8 << 20, 32, 64, Duration.ofSeconds(5), Duration.ofSeconds(10));
}
