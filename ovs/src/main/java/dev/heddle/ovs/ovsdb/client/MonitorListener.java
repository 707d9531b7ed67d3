package dev.heddle.ovs.ovsdb.client;

import dev.heddle.ovs.ovsdb.Replica;
import dev.heddle.ovs.ovsdb.RowChange;
import java.util.List;

/** What the owner of a {@link Watch} is told. Called on the client's loop; must not block. */
public interface MonitorListener {
    /**
     * The replica is at another point in time; the first time, every row is new. A reconnect that finds something changed is one
     * such step.
     *
     * @param replica to be read in this call only
     */
    void changed(Replica replica, List<RowChange> changes);

    /** The replica stays as it is until there is a connection again. */
    default void disconnected(String why) {}

    /** The server refuses the monitor, or its schema lacks what is wanted; tried again on the next connection. */
    default void refused(RuntimeException why) {}
}
