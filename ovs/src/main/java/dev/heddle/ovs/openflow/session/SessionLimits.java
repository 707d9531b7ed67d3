package dev.heddle.ovs.openflow.session;

import java.time.Duration;

/**
 * Bounds of a session. Each, when passed, closes the session by name.
 *
 * @param probeAfter silence after which the switch is asked for a sign of life
 * @param deadAfter further silence after which it counts as gone; also bounds the handshake
 * @param outstanding requests and bundles under way
 * @param replyBytes bytes of one multipart answer
 * @param outputBytes bytes written but not yet taken by the transport
 */
public record SessionLimits(
        Duration probeAfter, Duration deadAfter, int outstanding, long replyBytes, int outputBytes) {
    public static final SessionLimits DEFAULT =
            new SessionLimits(Duration.ofSeconds(5), Duration.ofSeconds(5), 1024, 256L << 20, 64 << 20);
}
