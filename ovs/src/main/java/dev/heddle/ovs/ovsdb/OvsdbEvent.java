package dev.heddle.ovs.ovsdb;

import java.util.List;

/** What a session tells its owner, in the order in which it happened. */
public sealed interface OvsdbEvent {
    /** @param request as the call that made the request returned it */
    record Replied(long request, OvsdbResult result) implements OvsdbEvent {}

    /**
     * An update is in the replica: one or more whole transactions, never a part of one.
     *
     * @param changes by table, then in the server's order
     */
    record Changed(Replica replica, List<RowChange> changes) implements OvsdbEvent {
        public Changed {
            changes = List.copyOf(changes);
        }
    }

    /** The server gave us a lock that we waited for, or another client stole it. */
    record LockChanged(String lock, boolean held) implements OvsdbEvent {}

    /** The server ended a monitor, because its database went or got another schema. The replica stays as it is. */
    record MonitorEnded(Replica replica) implements OvsdbEvent {}

    /** The last event of a session. Requests without an answer get none any more; whether they were done is not known. */
    record Closed(OvsdbFault fault) implements OvsdbEvent {}
}
