package dev.heddle.ovs.ovsdb.client;

import dev.heddle.ovs.ovsdb.OvsdbEvent;

/** Something that the client keeps up over its connections. Called on the loop. */
interface Follower {
    /** There is a connection, and the schema is known. */
    void connected();

    void event(OvsdbEvent event);

    void disconnected(String why);

    /** The last call. */
    void closed();
}
