package dev.heddle.ovs.ovsdb;

import java.util.List;

/** A request without an answer; says how its answer is to be read. */
sealed interface PendingRequest {
    record Transact(List<Operation> operations) implements PendingRequest {}

    record BeginMonitor(Monitor monitor) implements PendingRequest {}

    record ChangeFilters(Replica replica, MonitorRequest wanted) implements PendingRequest {}

    record EndMonitor(Monitor monitor) implements PendingRequest {}

    record Describe() implements PendingRequest {}

    record Lock() implements PendingRequest {}

    record ServerId() implements PendingRequest {}

    /** Whose result says nothing. */
    record Plain() implements PendingRequest {}

    record ListDatabases() implements PendingRequest {}

    /** @param ours the session's own probe, whose answer is not told to the owner */
    record Echo(boolean ours) implements PendingRequest {}

    /** The session's own: where this transaction has no answer by then, it was cancelled. */
    record EchoAfterCancel(long transaction) implements PendingRequest {}
}
