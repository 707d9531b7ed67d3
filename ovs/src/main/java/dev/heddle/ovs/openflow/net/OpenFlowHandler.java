package dev.heddle.ovs.openflow.net;

import dev.heddle.ovs.openflow.session.SessionEvent;

/** What a connection's owner is told, always on the connection's event loop. */
@FunctionalInterface
public interface OpenFlowHandler {
    /** The last event of a connection is {@link SessionEvent.Closed}. */
    void event(OpenFlowConnection connection, SessionEvent event);
}
