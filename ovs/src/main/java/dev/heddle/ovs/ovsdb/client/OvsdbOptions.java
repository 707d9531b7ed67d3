package dev.heddle.ovs.ovsdb.client;

import dev.heddle.ovs.ovsdb.OvsdbLimits;
import dev.heddle.ovs.ovsdb.net.Backoff;
import dev.heddle.ovs.ovsdb.net.OvsdbTarget;
import dev.heddle.ovs.ovsdb.net.Tls;
import java.time.Duration;
import java.util.Optional;

/**
 * How a client gets to its server. A value; the methods return a new one.
 *
 * @param target to dial, or to listen at: then the one server that dials is the client's
 * @param tls needed for {@code ssl:} and {@code pssl:}
 * @param database the one that is used
 * @param limits of each connection
 * @param backoff between attempts to dial
 * @param patience how long a request waits for a connection
 */
public record OvsdbOptions(
        OvsdbTarget target,
        Optional<Tls> tls,
        String database,
        OvsdbLimits limits,
        Backoff backoff,
        Duration patience) {
    /**
     * The switch's database there.
     *
     * @param target as {@link OvsdbTarget#parse} reads it
     * @throws IllegalArgumentException if the target cannot be read
     */
    public static OvsdbOptions of(String target) {
        return new OvsdbOptions(
                OvsdbTarget.parse(target),
                Optional.empty(),
                OvsdbClient.OPEN_VSWITCH,
                OvsdbLimits.DEFAULT,
                Backoff.DEFAULT,
                OvsdbClient.PATIENCE);
    }

    public OvsdbOptions withTls(Tls with) {
        return new OvsdbOptions(target, Optional.of(with), database, limits, backoff, patience);
    }

    public OvsdbOptions withDatabase(String name) {
        return new OvsdbOptions(target, tls, name, limits, backoff, patience);
    }

    public OvsdbOptions withLimits(OvsdbLimits bounds) {
        return new OvsdbOptions(target, tls, database, bounds, backoff, patience);
    }

    public OvsdbOptions withBackoff(Backoff pauses) {
        return new OvsdbOptions(target, tls, database, limits, pauses, patience);
    }

    public OvsdbOptions withPatience(Duration time) {
        return new OvsdbOptions(target, tls, database, limits, backoff, time);
    }
}
