package dev.heddle.controller.reconcile;

import dev.heddle.controller.reconcile.contract.CapacityGaps;
import dev.heddle.model.pool.Observed;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.ovs.ovsdb.MonitorMethod;
import dev.heddle.ovs.ovsdb.OvsdbResult;
import dev.heddle.ovs.ovsdb.OvsdbSession;
import dev.heddle.ovs.ovsdb.Replica;
import dev.heddle.ovs.ovsdb.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Watches what Open vSwitch itself knows of a host's capacity, by a monitor of its own that ends when nothing is missing any
 * more: statistics change every few seconds. What was told once in a connection is kept for it. Owned by the connection's
 * event loop.
 */
final class CapacityWatch {
    private final MonitorMethod method;
    private final Schema schema;
    private CapacityGaps watched = CapacityGaps.NONE;
    private Observed told = Observed.NOTHING;

    /** Whether statistics were told: what they leave open then, they do not know. */
    private boolean statisticsTold;

    private long request;
    private @Nullable Replica replica;

    CapacityWatch(MonitorMethod method, Schema schema) {
        this.method = method;
        this.schema = schema;
    }

    /** Takes the answer to a request, if it is one of its own. */
    boolean takes(long answered, OvsdbResult result) {
        if (answered != request) {
            return false;
        }
        request = 0;
        if (result instanceof OvsdbResult.Monitoring(Replica made, boolean resumed)) {
            replica = made;
        }
        return true;
    }

    /**
     * Takes what is told by now, and watches what is still missing.
     *
     * @param spec with all that is known otherwise
     * @return what Open vSwitch has told in this connection
     */
    Observed look(OvsdbSession session, HostSpec spec, long now) {
        if (replica != null) {
            Observed read = watched.read(replica);
            statisticsTold |= read.capacity().cpu().isPresent();
            told = told.plus(read);
        }
        watch(session, missing(spec), now);
        return told;
    }

    /** Whether vswitchd shall tell statistics. */
    boolean wantsStatistics() {
        return watched.statistics();
    }

    private CapacityGaps missing(HostSpec spec) {
        CapacityGaps gaps = CapacityGaps.of(told.complete(spec));
        return statisticsTold ? gaps.withoutStatistics() : gaps;
    }

    private void watch(OvsdbSession session, CapacityGaps missing, long now) {
        if (missing.equals(watched) || request != 0 || session.free() < 2) {
            return;
        }
        if (replica != null) {
            session.cancelMonitor(replica, now);
            replica = null;
        }
        watched = missing;
        if (!missing.isEmpty()) {
            request = session.monitor(method, schema, missing.request(method != MonitorMethod.PLAIN), now);
        }
    }
}
