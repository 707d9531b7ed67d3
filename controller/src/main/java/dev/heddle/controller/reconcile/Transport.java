package dev.heddle.controller.reconcile;

import dev.heddle.ovs.Loop;
import dev.heddle.ovs.ovsdb.net.OvsdbHandler;

/** The loops that own hosts, and the way to databases that want to be dialled. Thread-safe. */
public interface Transport {
    /** The loop that shall own the next host. */
    Loop nextLoop();

    /**
     * Keeps one connection to a database from now on: dials again after each end, with growing pauses.
     *
     * @param target as in {@code spec.ovsdb} of a Host
     * @param handler of all its connections, one after another; called on the loop
     * @throws IllegalArgumentException if the target cannot be dialled, in words
     */
    Dialler dial(String target, Loop loop, OvsdbHandler handler);

    /** What dials. */
    interface Dialler extends AutoCloseable {
        /** Ends the connection and dials no more. */
        @Override
        void close();
    }
}
