package dev.heddle.ovs.ovsdb;

import java.util.List;

/** A request without an answer; says how its answer is to be read. */
sealed interface PendingRequest {
    record Transact(List<Operation> operations) implements PendingRequest {}

    /** @param id of the monitor */
    record Monitor(String id, UpdateJson updates) implements PendingRequest {}

    record Cancel(String monitorId) implements PendingRequest {}

    record Describe() implements PendingRequest {}

    record ListDatabases() implements PendingRequest {}

    /** @param ours the session's own probe, whose answer is not told to the owner */
    record Echo(boolean ours) implements PendingRequest {}
}
