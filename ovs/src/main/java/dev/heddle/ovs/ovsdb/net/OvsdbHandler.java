package dev.heddle.ovs.ovsdb.net;

import dev.heddle.ovs.ovsdb.OvsdbEvent;
import dev.heddle.ovs.ovsdb.OvsdbSession;

/** What a connection's owner does with it. Called on the connection's loop only; must not block. */
public interface OvsdbHandler {
    /** An attempt to connect came to nothing, in words; another follows where we dial. */
    default void refused(String why) {}

    /** The connection stands. What the session is asked here is sent on return. */
    void connected(OvsdbConnection connection, OvsdbSession session);

    /** The last event of a connection is {@link OvsdbEvent.Closed}. What the session is asked here is sent on return. */
    void event(OvsdbConnection connection, OvsdbSession session, OvsdbEvent event);
}
